// Draws a formula with KaTeX as MathJax would: formulas that were written for it have names of equations, packages that it
// loads, environments and commands of plain TeX that KaTeX does not know, and text that it takes as it stands. What is
// known to differ is said in other words before the drawing, what KaTeX refuses in others after it.

const argumentOf = (context) => context.consumeArgs(1)[0].map((token) => token.text).reverse().join("");
const nothing = (context) => (argumentOf(context), "");
const plainly = (text) => text.replace(/(\\.)|[_%&#]|\^/gs, (sign, escaped) => escaped ?? (sign === "^" ? "\\textasciicircum{}" : "\\" + sign));
const inBraces = (environment) => (context) =>
  ({ tokens: [...tokensOf(`\\end{${environment}}`), ...context.consumeArgs(1)[0], ...tokensOf(`\\begin{${environment}}`)], numArgs: 0 });
const tokensOf = (tex) => tex.match(/\\[a-z]+|\\.|./g).reverse().map((text) => ({ text }));
const ENCLOSURES = {
  box: "\\boxed", roundedbox: "\\boxed", circle: "\\boxed", top: "\\overline", bottom: "\\underline", horizontalstrike: "\\sout",
  updiagonalstrike: "\\cancel", downdiagonalstrike: "\\bcancel", longdiv: "\\overline",
};
const enclosed = (context) => {
  const [names, body] = context.consumeArgs(2);
  const kinds = names.map((token) => token.text).reverse().join("").split(/[\s,]+/).filter((kind) => ENCLOSURES[kind]);
  const inner = kinds.includes("longdiv") ? [...body, ...tokensOf("\\smash{)}\\,")] : body;
  const tokens = kinds.reduce((tokens, kind) => [{ text: "}" }, ...tokens, { text: "{" }, { text: ENCLOSURES[kind] }], inner);
  return { tokens: [{ text: "}" }, ...tokens, { text: "{" }], numArgs: 0 };
};
const MACROS = {
  "\\label": nothing,
  "\\require": nothing,
  "\\unicode": (context) => `{\\char"${Number(argumentOf(context).replace(/^[xX]/, "0x")).toString(16)} }`,
  "\\mbox": "\\text",
  "\\matrix": inBraces("matrix"),
  "\\pmatrix": inBraces("pmatrix"),
  "\\cases": inBraces("cases"),
  "\\array": inBraces("matrix"),
  "\\displaylines": inBraces("gathered"),
  "\\idotsint": "\\int\\cdots\\int",
  "\\Rule": (context) => (context.consumeArgs(3), ""),
  "\\*": "*",
  "\\enclose": enclosed,
};

// What stands in braces, with up to four more pairs inside.
let braced = "\\{[^{}]*\\}";
for (let depth = 0; depth < 4; depth++) braced = `\\{(?:\\\\.|[^{}\\\\]|${braced})*\\}`;
const pattern = (source) => new RegExp(source.replaceAll("BRACED", braced), "gs");

// MathJax takes what is text as it stands, but for the formulas in it.
const TEXT = pattern("(\\\\(?:text(?:rm|bf|it|sf|tt|normal|up)?|[mh]box)\\s*)(BRACED)");
const FORMULA_IN_TEXT = /(\$[^$]*\$|\\\(.*?\\\))/s;
const asText = (_, command, group) =>
  command + "{" + group.slice(1, -1).split(FORMULA_IN_TEXT).map((part, at) => (at % 2 ? part : plainly(part))).join("") + "}";

// Definitions hold for the formulas behind them on the page.
const DEFINITION = pattern(
  "\\\\(?:(?:re|provide)?newcommand\\*?\\s*\\{?\\s*(\\\\[A-Za-z]+|\\\\.)\\s*\\}?\\s*(?:\\[(\\d)\\])?(?:\\[([^\\]]*)\\])?\\s*(BRACED)" +
  "|(?:global\\s*\\\\)?g?def\\s*(\\\\[A-Za-z]+|\\\\.)\\s*((?:#\\d)*)\\s*(BRACED)" +
  "|DeclareMathOperator(\\*?)\\s*\\{?\\s*(\\\\[A-Za-z]+)\\s*\\}?\\s*(BRACED)" +
  "|let\\s*(\\\\[A-Za-z]+)\\s*=?\\s*(\\\\[A-Za-z]+|\\\\.)" +
  "|definecolor\\s*\\{([^{}]*)\\}\\s*\\{([A-Za-z]+)\\}\\s*\\{([^{}]*)\\})",
);
const define = (tex, known, colors) => tex.replace(DEFINITION,
  (whole, command, count, first, body, name, _, meaning, star, operator, spoken, alias, other, color, model, value) => {
    if (command) known[command] = first === undefined ? body.slice(1, -1) : withDefault(first, Number(count), body.slice(1, -1));
    else if (name) known[name] = meaning.slice(1, -1);
    else if (operator) known[operator] = `\\operatorname${star}${spoken}`;
    else if (alias) known[alias] = known[other] ?? other;
    else colors[color] = hexadecimal(model, value.split(",").map(Number), value);
    return "";
  });
const withDefault = (first, count, body) => (context) => {
  let given = first;
  context.consumeSpaces();
  if (context.future().text === "[") {
    given = "";
    for (context.popToken(); !/^(\]|EOF)$/.test(context.future().text); ) given += context.popToken().text;
    context.popToken();
  }
  const others = context.consumeArgs(count - 1).map((tokens) => tokens.map((token) => token.text).reverse().join(" "));
  return body.replace(/#(\d)/g, (_, number) => [given, ...others][number - 1]);
};
const hexadecimal = (model, parts, value) => {
  const scale = { rgb: 255, gray: 255, RGB: 1 }[model];
  if (!scale) return "#" + value.trim();
  const bytes = (model === "gray" ? [parts[0], parts[0], parts[0]] : parts).map((part) => Math.round(part * scale));
  return "#" + bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// The rows of an environment, and their cells: what stands between breaks that are in no braces and no inner one.
const TOKEN = /\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+\*?|\\.|[{}&]|[^\\{}&]+/gs;
const cellsOf = (tex) => {
  const rows = [[""]];
  let depth = 0;
  for (const [token] of tex.matchAll(TOKEN)) {
    if (token === "{" || token.startsWith("\\begin")) depth++;
    else if (token === "}" || token.startsWith("\\end")) depth--;
    if (!depth && (token === "\\\\" || token === "\\cr")) rows.push([""]);
    else if (!depth && token === "&") rows.at(-1).push("");
    else rows.at(-1)[rows.at(-1).length - 1] += token;
  }
  if (rows.length > 1 && !rows.at(-1).join("").trim()) rows.pop();
  return rows;
};
const RARE = /\\begin\{(eqnarray|flalign|multline)(\*?)\}(.*?)\\end\{\1\2\}/gs;
const common = (_, name, star, body) => {
  const rows = cellsOf(body);
  if (name === "multline") {
    const beside = [];
    const lines = rows.map((cells, number) => {
      const line = cells.join("&").replace(/\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![A-Za-z])/g, (mark) => (beside.push(mark), ""));
      const free = line.replace(/\\shove(left|right)/g, "");
      return `&${number && !line.includes("\\shoveleft") ? "\\qquad " : ""}${free}`;
    });
    return `\\begin{equation${star}}\\begin{split}${lines.join("\\\\")}\\end{split}${beside.join("")}\\end{equation${star}}`;
  }
  const joined = rows.map((cells) => {
    if (name === "flalign") while (cells.length > 1 && !cells.at(-1).trim()) cells.pop();
    else if (cells.length > 2) cells.splice(1, 2, (cells[1].trim() ? cells[1] : "\\phantom{{}={}}") + cells[2]);
    return cells.join("&");
  });
  return `\\begin{align${star}}${joined.join("\\\\")}\\end{align${star}}`;
};

const inLine = { align: "aligned", alignat: "alignedat", gather: "gathered", equation: "gathered" };
const otherWords = (tex, fault) => {
  if (/display (mode|equations)/.test(fault)) {
    return tex
      .replace(/\\(begin|end)\{(align|alignat|gather|equation)\*?\}/g, (_, end, name) => `\\${end}{${inLine[name]}}`)
      .replace(/\\tag\*\{([^{}]*)\}/g, "\\qquad\\text{$1}")
      .replace(/\\tag\{([^{}]*)\}/g, "\\qquad(\\text{$1})");
  }
  if (/function '\$' in math mode/.test(fault)) return tex.replace(/(?<!\\)\$/g, "\\$");
  // Where MathJax allows it, there may be as many columns as one likes, aligned as in the first two.
  if (/^Too many tab/.test(fault)) return tex.replace(/\\(begin|end)\{split\}/g, "\\$1{aligned}");
  const script = /^Got function '\\([a-zA-Z]+)' with no arguments as (?:sub|super)script/.exec(fault);
  if (!script) return tex;
  return tex.replace(pattern(`([_^])\\s*\\\\${script[1]}(?![a-zA-Z])((?:\\s*BRACED)+|\\s+[a-zA-Z0-9])?`),
    (_, sign, given = "") => `${sign}{\\${script[1]}${given}}`);
};
// Characters that nobody sees, and spellings that come to the same.
const ODD = /[\0-\x08\x0b\x0c\x0e-\x1f\u00a0\u0338\u200b\ufeff]|\\(?:begin\s|end\s|begin\{array\}\s*\\|atopwith|$)/;
const respelled = (tex) => (ODD.test(tex) ? spelled(tex) : tex);
const spelled = (tex) => tex
  .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff]/g, "")
  .replace(/\\(begin|end)\s+\{/g, "\\$1{")
  .replace(/\\begin\{array\}\s*\\\\/g, "\\begin{array}{cccccccccccc}")
  .replace(/\\atopwithdelims\s*\(\s*\)/g, "\\choose ")
  .replace(/\u0338=/g, "\\neq ")
  .replace(/\\\u00a0/g, "\\ ")
  .replace(/(?<!\\)(?:\\\\)*\\$/, "$& ");

// A box with a ground has black ink in both modes of a page; one with a border has the ink of the formula.
const BOX = pattern("\\\\bbox\\s*(?:\\[([^\\]]*)\\])?\\s*(BRACED)");
const boxed = (_, options = "", group) => {
  const ground = options.split(",").map((option) => option.trim()).find((option) => /^(#[0-9a-f]{3,6}|[a-z]+)$/i.test(option));
  if (ground) return `\\colorbox{${ground}}{$\\color{black}\\displaystyle ${group.slice(1, -1)}$}`;
  return options.includes("border") ? `\\boxed${group}` : group;
};
const COLORED = /\\(text|f)?color(box)?\s*\{\s*([A-Za-z]\w*)\s*\}/g;
// KaTeX takes a whole formula for an operator, as in \overset{a}{=}; in MathML an operator holds nothing but text.
const withoutNesting = (html) => {
  if (!/<mo(?: [^>]*)?><m/.test(html)) return html;
  const open = [];
  return html.replace(/<mo(?: [^>]*)?>(?=(<m)?)|<\/mo>/g, (tag, holds) => {
    if (tag !== "</mo>") open.push(holds ? "mrow" : "mo");
    return tag === "</mo>" ? `</${open.pop()}>` : holds ? "<mrow>" : tag;
  });
};
globalThis.draw = (given, display, before) => {
  const known = { ...MACROS };
  const colors = {};
  if (before) define(respelled(before), known, colors);
  let tex = respelled(given);
  const at = tex.indexOf("\\begin");
  // MathJax gives no number to what is behind the last line break.
  if (at >= 0) tex = tex.replace(/\\\\\s*(?=\\end\{(?:align|alignat|gather)\})/g, "");
  if (/\\(?:\w*newcommand|g?def|DeclareMath|let|definecolor)/.test(tex)) tex = define(tex, known, colors);
  if (given.trim() && !tex.trim()) return JSON.stringify(["<span hidden></span>", ""]);
  for (const color in colors) {
    tex = tex.replace(COLORED, (whole, text = "", box = "", name) => (name === color ? `\\${text}color${box}{${colors[color]}}` : whole));
  }
  // With something in braces behind it, a colour is meant for that alone.
  if (tex.includes("\\color")) tex = tex.replace(/\\color(?=\s*\{[^{}]*\}\s*\{)/g, "\\textcolor");
  if (tex.includes("\\limits")) tex = tex.replace(/([_^])\s*\\limits(?![A-Za-z])/g, "$1");
  if (/\\(?:text|[mh]box)/.test(tex)) tex = tex.replace(TEXT, asText);
  if (tex.includes("\\bbox")) tex = tex.replace(BOX, boxed);
  const leftmost = at >= 0 && /\\begin\{flalign\*?\}[^]*&\s*(?:\\\\|\\end)/.test(tex);
  if (at >= 0) tex = tex.replace(RARE, common);
  // No formula may load anything, or be taller than a screen; Hangul in \text is no mistake.
  const options = {
    displayMode: display, output: "htmlAndMathml", throwOnError: true, strict: "ignore", maxSize: 50, fleqn: leftmost,
    trust: ({ command, url }) => command === "\\href" && url.startsWith("#"),
  };
  for (let tries = 0; ; tries++) {
    try {
      const html = katex.renderToString(tex, { ...options, macros: known });
      // MathML has no widths of cells any more; the keyboard walks where a screen reader does.
      const said = withoutNesting(html).replaceAll('<mtd width="50%">', "<mtd>");
      return JSON.stringify([said.replace(/<a (?=[^>]*href="#)/g, '<a tabindex="-1" '), ""]);
    } catch (error) {
      const fault = String(error.rawMessage || error.message || error);
      const other = tries < 4 ? otherWords(tex, fault.replace(/\u0332/g, "")) : tex;
      if (other === tex) return JSON.stringify(["", fault]);
      tex = other;
    }
  }
};
