// What may be said in another order: expressions that do nothing, and declarations that do not need each other.
import ts from "typescript";

const FRESH = /^(Map|Set|WeakMap|WeakSet|Text)$/;

/** Whether an expression does nothing and asks nobody: to say it earlier or later makes no difference to its neighbours. */
export function isPlain(node) {
  if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || isLazy(node)) return true;
  if ([ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.ThisKeyword].includes(node.kind)) return true;
  if (ts.isPropertyAccessExpression(node) || ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return isPlain(node.expression);
  if (ts.isElementAccessExpression(node)) return isPlain(node.expression) && isPlain(node.argumentExpression);
  if (ts.isPrefixUnaryExpression(node)) return !/^(\+\+|--)/.test(node.getText()) && isPlain(node.operand);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every((each) => !(each.name && ts.isComputedPropertyName(each.name)) && (ts.isShorthandPropertyAssignment(each) || ts.isMethodDeclaration(each) || ts.isAccessor(each) || (ts.isPropertyAssignment(each) && isPlain(each.initializer))));
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isPlain);
  return false;
}

/** Whether a pattern takes out of an object what no other item of it needs. */
export const isEvenPattern = ({ elements }) =>
  elements.every(
    ({ dotDotDotToken, name, propertyName, initializer }) =>
      !dotDotDotToken && ts.isIdentifier(name) && !(propertyName && ts.isComputedPropertyName(propertyName)) && (!initializer || (isPlain(initializer) && !mentionsNow(initializer))),
  );

const isLazy = (node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** Whether a declaration may be made at any time: nothing is called, nothing is read that may change. */
function isTimeless(node) {
  const { initializer } = node;
  if (!ts.isIdentifier(node.name)) return false;
  return !initializer || isConstant(initializer);
}
function isConstant(node) {
  if (ts.isNewExpression(node)) return ts.isIdentifier(node.expression) && FRESH.test(node.expression.text) && !node.arguments?.length;
  if (ts.isClassExpression(node)) return !node.heritageClauses && !node.members.some((each) => ts.isPropertyDeclaration(each) || ts.isClassStaticBlockDeclaration(each));
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return isPlain(node) && !mentionsNow(node);
  return isLazy(node) || ts.isLiteralExpression(node) || [ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.kind) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));
}
/** Whether something is read as soon as this is evaluated, not only when a function in it is called. */
function mentionsNow(node) {
  if (isLazy(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)) return false;
  if (ts.isShorthandPropertyAssignment(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return true;
  if (ts.isIdentifier(node)) return !(node.parent.name === node && ts.isPropertyAssignment(node.parent));
  return ts.forEachChild(node, mentionsNow) ?? false;
}

/** Tells of declarations in one list which of them a declaration has to follow. */
export function graphOf(file, checker) {
  const mentions = new Map();
  /** What a declaration mentions, and what that mentions. */
  function reach(declaration, known = new Set()) {
    if (!mentions.has(declaration)) {
      const found = new Set();
      const visit = (node) => {
        if (ts.isIdentifier(node)) {
          const symbol = ts.isShorthandPropertyAssignment(node.parent) ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
          for (const each of symbol?.declarations ?? []) if (each.getSourceFile() === file) found.add(declaratorOf(each));
        }
        ts.forEachChild(node, visit);
      };
      visit(declaration);
      mentions.set(declaration, found);
    }
    for (const each of mentions.get(declaration))
      if (!known.has(each)) {
        known.add(each);
        reach(each, known);
      }
    return known;
  }
  return function precedes(nodes, node) {
    const at = nodes.indexOf(node);
    if (isTimeless(node)) return [];
    // What does something comes after all that did something before it, and after whatever it may come to.
    const reached = reach(node);
    return nodes.filter((each, i) => i < at && (!isTimeless(each) || reached.has(each)));
  };
}

/** The declarator, or function, that declares a name. */
function declaratorOf(node) {
  let each = node;
  while (ts.isBindingElement(each) || ts.isObjectBindingPattern(each) || ts.isArrayBindingPattern(each)) each = each.parent;
  return each;
}
