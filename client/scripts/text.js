// Reads the text of a bundle once, so that it can be written in many ways that mean the same: with other names, what may stand in any order in
// another one, comparisons from either side.
//
// What it gives is made of parts: a text; a mention of a variable or a property; a list whose items may change places; a comparison. Each choice has
// a name of its own that does not change when code elsewhere does: the function it is in, and what it is about as the author wrote it.
import ts from "typescript";

import { graphOf, isEvenPattern, isPlain } from "./order.js";

/** What the author called it: esbuild numbers what two modules call alike. */
export const written = (name) => name.replace(/\d+$/, "");

const TURNED = { "===": "===", "!==": "!==", "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

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
  if (at < 0) throw new Error(`text: ${symbol.name} at ${mention.getStart(file)} is not inside of what declares it`);
  return around.slice(0, at + 1);
}

/** The functions round a node, by the names that they have, from the inside: at most two. */
function placeOf(node) {
  const names = [];
  for (let each = node.parent; each && names.length < 2; each = each.parent) {
    const named = ts.isFunctionLike(each) && !each.name ? each.parent : each;
    const isNamed = ts.isFunctionLike(each) || ts.isClassLike(each);
    if (isNamed && named.name && ts.isIdentifier(named.name)) names.push(written(named.name.text));
  }
  return names.join("<");
}

/** Reads a text; `properties` are the names that are ours to shorten. */
export function read(code, properties) {
  const { file, checker } = parsed(code);
  const own = new Set(properties);
  const scopes = new Map();
  const variables = new Map();
  const keys = new Map();
  const lists = [];
  const turns = [];
  const seen = new Map();
  const precedes = graphOf(file, checker);
  let parts = [];
  let end = 0;
  /** Of the top level: what is written anew when something in it changes. */
  let unit = null;

  /** The second with one name in one function is another one. */
  function unique(name) {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count > 1 ? `${name}#${count}` : name;
  }
  function met(known) {
    if (unit) known.units.add(unit);
    return known;
  }
  function variable(node, symbol) {
    // What is put on the global object is declared by nobody, whatever the checker says.
    if (node.text === "globalThis" || !symbol?.declarations?.some((each) => each.getSourceFile() === file)) return null;
    let known = variables.get(symbol);
    if (!known) {
      const name = written(node.text);
      variables.set(symbol, (known = { name, at: unique(`${placeOf(symbol.declarations[0])}:${name}`), count: 0, scopes: new Set(), units: new Set() }));
    }
    known.count++;
    for (const scope of livesIn(symbol, node, file)) {
      if (!scopes.has(scope)) scopes.set(scope, scopes.size);
      known.scopes.add(scopes.get(scope));
    }
    return met(known);
  }
  function key(node) {
    if (!own.has(node.text)) return null;
    let known = keys.get(node.text);
    if (!known) keys.set(node.text, (known = { name: node.text, count: 0, units: new Set() }));
    known.count++;
    return met(known);
  }

  function upTo(position) {
    if (position > end) parts.push(code.slice(end, position));
    end = position;
  }
  /** What stands in a node, as parts of its own. */
  function inside(node, fill = () => visit(node)) {
    const outer = parts;
    parts = [];
    end = node.getStart(file);
    fill();
    upTo(node.getEnd());
    const made = parts;
    parts = outer;
    return made;
  }
  /** `first` alone, or `first: second` that becomes one word when both have one name. */
  function mention(from, to, first, second) {
    if (!first && !second) return;
    upTo(from.getStart(file));
    parts.push({ first: first ?? { said: from.text }, second });
    end = to.getEnd();
  }
  /** A list whose items may change places, as long as none passes one that it must follow. */
  function list(nodes, separator, nameOf, follows = () => []) {
    const isEven = nodes.every((node, i) => !i || code.slice(nodes[i - 1].getEnd(), node.getStart(file)).trim() === separator);
    if (nodes.length < 2 || !isEven) return nodes.forEach(visit);
    upTo(nodes[0].getStart(file));
    const isTop = !unit;
    const made = { separator, items: [], units: new Set() };
    for (const node of nodes) {
      if (isTop) unit = { text: "", isStale: true };
      const item = { name: nameOf(node), unit: isTop ? unit : null };
      item.parts = inside(node);
      made.items.push(item);
      if (isTop) unit = null;
    }
    nodes.forEach((node, i) => (made.items[i].after = follows(node).map((each) => made.items[nodes.indexOf(each)])));
    made.at = unique(`${placeOf(nodes[0])}{${made.items.map(({ name }) => name).sort().join()}}`);
    made.order = made.items;
    lists.push(met(made));
    parts.push(made);
    end = nodes.at(-1).getEnd();
  }

  const nameOf = (node) => (node.name && ts.isIdentifier(node.name) ? written(node.name.text) : node.getText(file).slice(0, 20));
  const followed = (nodes) => (node) => precedes(nodes, node);

  function visit(node) {
    const { parent } = node;
    if (ts.isShorthandPropertyAssignment(node)) {
      mention(node.name, node.name, key(node.name), variable(node.name, checker.getShorthandAssignmentValueSymbol(node)) ?? { said: node.name.text });
      if (node.objectAssignmentInitializer) visit(node.objectAssignmentInitializer);
    } else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ts.isIdentifier(node.initializer)) {
      mention(node.name, node.initializer, key(node.name), variable(node.initializer, checker.getSymbolAtLocation(node.initializer)) ?? { said: node.initializer.text });
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(parent) && !node.dotDotDotToken && ts.isIdentifier(node.name) && (!node.propertyName || ts.isIdentifier(node.propertyName))) {
      mention(node.propertyName ?? node.name, node.name, key(node.propertyName ?? node.name), variable(node.name, checker.getSymbolAtLocation(node.name)));
      if (node.initializer) visit(node.initializer);
    } else if (ts.isIdentifier(node)) {
      const isKey = parent.name === node && (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isObjectLiteralElement(parent)) || ts.isBindingElement(parent) && parent.propertyName === node;
      mention(node, node, isKey ? key(node) : variable(node, checker.getSymbolAtLocation(node)));
    } else if (ts.isObjectLiteralExpression(node) && isPlain(node)) list(node.properties, ",", nameOf);
    else if (ts.isObjectBindingPattern(node) && isEvenPattern(node)) list(node.elements, ",", (each) => written((each.propertyName ?? each.name).getText(file)));
    else if (ts.isClassLike(node)) {
      for (const each of [node.name, ...(node.heritageClauses ?? [])]) if (each) visit(each);
      // Fields are made in their order.
      if (node.members.some(ts.isPropertyDeclaration)) node.members.forEach(visit);
      else list(node.members, "", nameOf);
    }
    else if (ts.isVariableDeclarationList(node) && !ts.isForOfStatement(parent) && !ts.isForInStatement(parent)) list(node.declarations, ",", nameOf, followed(node.declarations));
    else if (ts.isBinaryExpression(node) && TURNED[node.operatorToken.getText(file)] && isPlain(node.left) && isPlain(node.right)) turn(node);
    else if (ts.isBlock(node) || ts.isSourceFile(node)) body(node);
    else ts.forEachChild(node, visit);
  }
  /** Functions that are declared one after the other may stand in any order. */
  function body({ statements }) {
    for (let from = 0, to = 0; from < statements.length; from = to) {
      while (to < statements.length && ts.isFunctionDeclaration(statements[to])) to++;
      if (to > from) list(statements.slice(from, to), "", nameOf);
      else visit(statements[to++]);
    }
  }
  function turn(node) {
    const { left, right, operatorToken } = node;
    const operator = operatorToken.getText(file);
    upTo(node.getStart(file));
    // A space before it may be needed from one side only.
    if (/[\w$] $/.test(parts.at(-1) ?? "")) parts.push(parts.pop().slice(0, -1));
    const said = { left: inside(left), right: inside(right), operator, turned: TURNED[operator], isTurned: false, units: new Set() };
    said.at = unique(`${placeOf(node)}|${node.getText(file)}`);
    turns.push(met(said));
    parts.push(said);
    end = node.getEnd();
  }

  visit(file);
  upTo(code.length);
  const byCount = (a, b) => b.count - a.count;
  return {
    parts,
    lists: lists.filter(({ items }) => items.length > 1),
    turns,
    scopes: scopes.size,
    variables: [...variables.values()].map((each) => ({ ...each, self: each, scopes: [...each.scopes] })).sort(byCount),
    keys: [...keys.values()].sort(byCount),
  };
}

const isWord = (char) => /[\w$]/.test(char ?? "");

function spelled(text, parts) {
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if (part.first) {
      const { first, second } = part;
      const name = first.short ?? first.said;
      const value = second && (second.short ?? second.said);
      text += second && value !== name ? `${name}:${value}` : name;
    } else if (part.items) text = joined(text, part);
    else text = compared(text, part);
  }
  return text;
}

function joined(text, { order, separator }) {
  order.forEach(({ parts, unit }, i) => {
    if (i) text += separator;
    if (unit?.isStale) {
      unit.text = spelled("", parts);
      unit.isStale = false;
    }
    text = unit ? text + unit.text : spelled(text, parts);
  });
  return text;
}

function compared(text, { left, right, operator, turned, isTurned }) {
  const first = spelled("", isTurned ? right : left);
  const last = spelled("", isTurned ? left : right);
  return `${text}${isWord(text.at(-1)) && isWord(first[0]) ? " " : ""}${first}${isTurned ? turned : operator}${last}`;
}

/** The text, as its choices stand. */
export const write = ({ parts }) => spelled("", parts);
