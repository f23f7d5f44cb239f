// Which property names are ours alone, and so may be shortened: the type checker knows. Those of messages, of the page's global and of
// events, and whatever a browser's interface has too where we use it, keep their spelling.
import ts from "typescript";
import { dirname, resolve } from "node:path";

/** Interfaces that others read: what they name is spelled as it is written. */
const PUBLIC = ["Djust", "Live", "Complaint", "Doubt"];

/** The names, for a `tsconfig.json` and the folder of the sources. */
export function ownNames(config, sources) {
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, dirname(config));
  const inside = (file) => file.startsWith(resolve(sources) + "/");
  const program = ts.createProgram(fileNames.filter(inside), options);
  const checker = program.getTypeChecker();
  const ours = new Set();
  const kept = new Set();

  function declared({ parent }, name) {
    // What a type without a name says is about somebody else's object.
    const isForeign = ts.isTypeLiteralNode(parent) || PUBLIC.includes(parent.name?.text) || parent.getSourceFile().fileName.endsWith("/messages.ts");
    (isForeign ? kept : ours).add(name);
  }

  function visit(node) {
    const { name } = node;
    // A name that is also a text somewhere may be looked up by it.
    if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)) kept.add(node.text);
    if (ts.isPropertySignature(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isParameterPropertyDeclaration(node, node.parent)) {
      if (ts.isIdentifier(name) && !ts.isObjectLiteralExpression(node.parent)) declared(ts.isParameter(node) ? node.parent : node, name.text);
    }
    const used =
      ts.isPropertyAccessExpression(node) ? [checker.getTypeAtLocation(node.expression), name]
      : ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) ? [checker.getTypeAtLocation(node.parent), node.propertyName ?? name]
      : ts.isObjectLiteralElementLike(node) && name && ts.isIdentifier(name) ? [checker.getContextualType(node.parent), name]
      : [];
    const [type, id] = used;
    const symbol = type && id?.text && checker.getPropertyOfType(checker.getNonNullableType(type), id.text);
    if (symbol?.declarations?.some((each) => !inside(each.getSourceFile().fileName))) kept.add(id.text);
    // Nobody declared it: a table, whose keys are data.
    if (type && id?.text && !symbol) kept.add(id.text);
    ts.forEachChild(node, visit);
  }
  for (const file of program.getSourceFiles()) if (inside(file.fileName)) visit(file);
  return [...ours].filter((name) => !kept.has(name)).sort();
}
