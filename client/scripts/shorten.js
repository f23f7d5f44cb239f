// Gives the names of a bundle's text their short forms. What terser does by counting, this does with a plan (`names.json`, found by
// `npm run names`): one name has one letter everywhere, as a variable and as a property, so that `{ element }` stays one word, and gzip finds
// the same text in many functions. A name that is not in the plan gets what is left, the more frequent the shorter.
import ts from "typescript";

const LETTERS = "etnrisoaclupdfmhgbwvykxjqzETNRISOACLUPDFMHGBWVYKXJQZ_$";
const WORDS = /^(as|do|if|in|is|of)$/;

/** Every short name there is, in the order in which names without a plan take them. */
export const SHORT = [...LETTERS, ...[...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second))].filter((name) => !WORDS.test(name)).slice(0, 700);
const NUMBERS = new Map(SHORT.map((name, number) => [name, number]));

/** What the author called it: esbuild numbers what two modules call alike. */
const written = (name) => name.replace(/\d+$/, "");

const isScope = (node) =>
  ts.isSourceFile(node) || ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isCatchClause(node) || ts.isCaseBlock(node) ||
  ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) ||
  (ts.isBlock(node) && !ts.isFunctionLike(node.parent) && !ts.isCatchClause(node.parent));

function parsed(code) {
  const name = "bundle.js";
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile;
  host.getSourceFile = (path, ...rest) => (path === name ? file : read.call(host, path, ...rest));
  const options = { allowJs: true, noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return { file, checker: ts.createProgram([name], options, host).getTypeChecker() };
}

/** Where a variable lives: the scopes from each mention of it up to the one that declares it. */
function livesIn(symbol, mention, file) {
  const [declaration] = symbol.declarations;
  const around = [];
  let node = mention;
  for (; node; node = node.parent) if (isScope(node)) around.push(node);
  // A function's or a class's own name belongs to what is around it; that of an expression to itself.
  const isOwnName = declaration.name === mention && (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration));
  if (isOwnName) around.shift();
  let root = declaration;
  while (ts.isBindingElement(root) || ts.isObjectBindingPattern(root) || ts.isArrayBindingPattern(root)) root = root.parent;
  let home = ts.isFunctionDeclaration(root) || ts.isClassDeclaration(root) || ts.isParameter(root) ? root.parent : root;
  const isVar = ts.isVariableDeclaration(root) && ts.isVariableDeclarationList(root.parent) && !(root.parent.flags & ts.NodeFlags.BlockScoped);
  while (isVar ? !(ts.isSourceFile(home) || ts.isFunctionLike(home)) : !isScope(home)) home = home.parent;
  const at = around.indexOf(home);
  if (at < 0) throw new Error(`shorten: ${symbol.name} at ${mention.getStart(file)} is not inside of what declares it`);
  return around.slice(0, at + 1);
}

/** Reads a text once, to be written with any plan: pieces of text, and between them mentions of variables and of properties of ours. */
export function read(code, properties) {
  const { file, checker } = parsed(code);
  const own = new Set(properties);
  const scopes = new Map();
  const variables = new Map();
  const keys = new Map();
  const statements = [];
  let pieces = [];
  let end = 0;

  function variable(node, symbol) {
    if (!symbol?.declarations?.some((each) => each.getSourceFile() === file)) return null;
    let known = variables.get(symbol);
    if (!known) variables.set(symbol, (known = { name: written(node.text), count: 0, scopes: new Set() }));
    known.count++;
    for (const scope of livesIn(symbol, node, file)) {
      if (!scopes.has(scope)) scopes.set(scope, scopes.size);
      known.scopes.add(scopes.get(scope));
    }
    return known;
  }
  function key(node) {
    if (!own.has(node.text)) return null;
    let known = keys.get(node.text);
    if (!known) keys.set(node.text, (known = { name: node.text, count: 0 }));
    known.count++;
    return known;
  }
  /** `first` alone, or `first: second` that becomes one word when both have one name. */
  function piece(from, to, first, second) {
    if (!first && !second) return;
    pieces.push({ text: code.slice(end, from.getStart(file)), first: first ?? { said: from.text }, second });
    end = to.getEnd();
  }
  function visit(node) {
    const { parent } = node;
    if (ts.isShorthandPropertyAssignment(node)) {
      piece(node.name, node.name, key(node.name), variable(node.name, checker.getShorthandAssignmentValueSymbol(node)) ?? { said: node.name.text });
      if (node.objectAssignmentInitializer) visit(node.objectAssignmentInitializer);
    } else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ts.isIdentifier(node.initializer)) {
      piece(node.name, node.initializer, key(node.name), variable(node.initializer, checker.getSymbolAtLocation(node.initializer)) ?? { said: node.initializer.text });
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(parent) && !node.dotDotDotToken && ts.isIdentifier(node.name) && (!node.propertyName || ts.isIdentifier(node.propertyName))) {
      piece(node.propertyName ?? node.name, node.name, key(node.propertyName ?? node.name), variable(node.name, checker.getSymbolAtLocation(node.name)));
      if (node.initializer) visit(node.initializer);
    } else if (ts.isIdentifier(node)) {
      const isKey = parent.name === node && (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isObjectLiteralElement(parent)) || ts.isBindingElement(parent) && parent.propertyName === node;
      piece(node, node, isKey ? key(node) : variable(node, checker.getSymbolAtLocation(node)));
    } else ts.forEachChild(node, visit);
  }
  for (const statement of file.statements) {
    pieces = [];
    visit(statement);
    const isHoisted = ts.isFunctionDeclaration(statement);
    statements.push({ name: isHoisted ? written(statement.name.text) : undefined, pieces, rest: code.slice(end, statement.getEnd()) });
    end = statement.getEnd();
  }
  const byCount = (a, b) => b.count - a.count;
  return {
    statements,
    scopes: scopes.size,
    variables: [...variables.values()].map((each) => ({ ...each, self: each, scopes: [...each.scopes] })).sort(byCount),
    keys: [...keys.values()].sort(byCount),
  };
}

/** Chooses a short name for all, by the plan where it can be had. */
export function assign({ variables, keys, scopes }, plan) {
  const size = SHORT.length;
  const taken = new Uint8Array(scopes * size);
  for (const { self, name, scopes } of variables) {
    const isFree = (number) => number !== undefined && scopes.every((scope) => !taken[scope * size + number]);
    let number = plan.get(name);
    if (!isFree(number)) for (number = 0; !isFree(number); ) number++;
    for (const scope of scopes) taken[scope * size + number] = 1;
    self.short = SHORT[number];
  }
  // Properties share one room, whatever they are of.
  const used = new Set();
  const late = [];
  for (const key of keys) {
    const number = plan.get(key.name);
    if (number === undefined || used.has(number)) late.push(key);
    else {
      used.add(number);
      key.short = SHORT[number];
    }
  }
  let next = 0;
  for (const key of late) {
    while (used.has(next)) next++;
    used.add(next);
    key.short = SHORT[next];
  }
}

/** The text, with the names that were assigned; functions, which may stand anywhere, in this order. */
export function write({ statements }, order = []) {
  const at = new Map(order.map((name, index) => [name, index]));
  const place = ({ name }) => (name ? (at.get(name) ?? order.length) : Infinity);
  let text = "";
  for (const { pieces, rest } of statements.toSorted((a, b) => place(a) - place(b) || 0)) {
    for (const { text: before, first, second } of pieces) {
      const name = first.short ?? first.said;
      const value = second && (second.short ?? second.said);
      text += before + (second && value !== name ? `${name}:${value}` : name);
    }
    text += rest;
  }
  return text;
}

/** A plan as it is kept: `{ element: "e" }`. */
export const planOf = (kept) => new Map(Object.entries(kept).map(([name, short]) => [name, NUMBERS.get(short)]));
