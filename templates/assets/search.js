// Finds posts in the index that was built beside it. Loaded where somebody searches, and nowhere else.
(() => {
  // --- Words: as in src/dapsagi/search/words.py ---

  const JOINT = /(?<=[\p{L}\p{N}_])[-_'’](?=[\p{L}\p{N}_])/gu;
  const WORD = /[\p{L}\p{N}]+(?:\+\+|#)?/gu;
  const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  // What a Korean keyboard makes of two consonants typed one after the other.
  const PAIRS = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
  const FIRST = 0xac00;
  const AN_INITIAL = 588;
  const FINALS = 28;

  const split = (text) => text.toLowerCase().normalize("NFC").replace(JOINT, "").match(WORD) ?? [];
  const initials = (word) => word.replace(/[가-힣]/g, (it) => INITIALS[Math.floor((it.charCodeAt(0) - FIRST) / AN_INITIAL)]);
  const plain = (name) => name.toLowerCase().trim().split(/\s+/).join(" ");
  const runs = (word) => word.match(/[!-\x7f]+/g) ?? [];

  // The keys of a Korean keyboard, in the order in which Unicode composes syllables (3.12).
  const [FIRSTS, VOWELS, LASTS] = [
    "r R s e E f a q Q t T d w W c z x v g",
    "k o i O j p u P h hk ho hl y n nj np nl b m ml l",
    " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g",
  ].map((keys) => keys.split(" "));
  const anyOf = (keys) => [...keys].sort((a, b) => b.length - a.length).join("|");
  const SYLLABLE = new RegExp(`(${anyOf(FIRSTS)})(${anyOf(VOWELS)})((?:${anyOf(LASTS)})(?!${anyOf(VOWELS)}))?`, "g");

  /** What the same keys write when the keyboard is switched: 딥러닝 for elqfjsld, torch for 새ㄱ초. */
  const switched = (text) =>
    /[ㄱ-ㅣ가-힣]/.test(text)
      ? text.replace(/[ㄱ-ㅣ가-힣]/g, (letter) => {
          const code = letter.charCodeAt(0) - FIRST;
          if (code >= 0) return FIRSTS[Math.floor(code / AN_INITIAL)] + VOWELS[Math.floor((code % AN_INITIAL) / FINALS)] + LASTS[code % FINALS];
          return FIRSTS[INITIALS.indexOf(letter)] ?? VOWELS[letter.charCodeAt(0) - 0x314f];
        })
      : text.replace(SYLLABLE, (_, first, vowel, last = "") =>
          String.fromCharCode(FIRST + FIRSTS.indexOf(first) * AN_INITIAL + VOWELS.indexOf(vowel) * FINALS + LASTS.indexOf(last)),
        );

  // In nearly every text: kept for no word that ends so, and passed over where something else is asked for.
  const USUAL = /^(?:에서|으로).?$/;
  const unusual = (words) => {
    const others = words.filter((word) => !USUAL.test(word));
    return others[0] ? others : words;
  };

  /** The grams that every word with this part in it is kept under. */
  const grams = (part) => {
    const letters = [...part];
    const pairs = letters.slice(1).map((letter, before) => letters[before] + letter);
    const triples = runs(part).flatMap((run) => [...run].slice(2).map((_, start) => run.slice(start, start + 3)));
    return unusual([...pairs.filter((pair) => /[^!-\x7f]/.test(pair)), ...triples]);
  };

  const drawerOf = (gram, drawers) => {
    let number = 0;
    for (const letter of gram) number = Math.imul(number, 33) ^ letter.codePointAt(0);
    return (Math.imul(number, 0x9e3779b1) >>> 7) % drawers;
  };

  // --- The index: as in src/dapsagi/search/index.py ---

  /** Call `take` with each number of a list. */
  const eachNumber = (digits, take) => {
    let number = -1;
    let rest = 0;
    for (let at = 0; at < digits.length; at++) {
      const digit = digits.charCodeAt(at) - 33;
      if (digit < 60) take((number += rest * 60 + digit + 1));
      rest = digit < 60 ? 0 : rest * 34 + digit - 60 + 1;
    }
  };

  // Body, tag, heading, title, code; a whole word, its beginning, any other part of it.
  const PLACES = [1, 4, 5, 10, 0.4];
  const WHOLE = 1;
  const BEGINNING = 0.75;
  const PART = 0.5;
  // Words that stand side by side are worth more than the same words here and there.
  const TOGETHER = 5;
  // So many results are shown at once.
  const AT_ONCE = 8;

  /** The edit distance of two words, with neighbours that changed places as one mistake; more than `most` is `most + 1`. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

  /**
   * A reader of the index. `catalogue` is the text of its first file; `read` promises that of another, by its name and
   * its edition.
   */
  const openIndex = (catalogue, read) => {
    const known = JSON.parse(catalogue);
    const files = new Map();
    const particle = new RegExp(`^(?:${known.particles})$`);
    const tail = new RegExp(`(?<=[가-힣]{2}|[!-\\x7f])(?:${known.particles})$`);

    const edition = (list, number) => list.slice(number * 4, number * 4 + 3);
    const file = (name, version) => {
      if (!files.has(name)) files.set(name, read(name, version));
      return files.get(name);
    };

    /**
     * Promises `[word, lists of numbers as text]` for the lines of a drawer; of several grams, a drawer that is there
     * serves, or else the smallest.
     */
    const lines = async (kind, choice, wanted) => {
      const list = kind === "w" ? known.words : known.titles;
      const numbers = choice.map((gram) => drawerOf(gram, list.length / 4));
      const weight = (number) => (files.has(`${kind}${number}.txt`) ? 0 : list.charCodeAt(number * 4 + 3));
      const number = numbers.reduce((best, other) => (weight(other) < weight(best) ? other : best));
      const text = await file(`${kind}${number}.txt`, edition(list, number));
      const found = [];
      for (const line of text.split("\n")) {
        const at = line.indexOf("\t");
        if (at > 0 && wanted(line.slice(0, at))) found.push([line.slice(0, at), line.slice(at + 1).split("\t")]);
      }
      return found;
    };

    const rest = (word, part) => word.slice(word.indexOf(part) + part.length);
    // 1260번 is 1260 as a whole: Latin letters and digits end where Hangul begins.
    const isWhole = (word, part) =>
      word === part || (word.startsWith(part) && (particle.test(word.slice(part.length)) || runs(word)[0] === part));
    const quality = (word, part) => (isWhole(word, part) ? WHOLE : word.startsWith(part) ? BEGINNING : PART);

    /** The scores of documents by number. */
    const score = (found, qualityOf) => {
      const scores = new Map();
      for (const [word, lists] of found) {
        const worth = qualityOf(word);
        lists.forEach((digits, place) => {
          const now = PLACES[place] * worth;
          eachNumber(digits, (number) => {
            const before = scores.get(number);
            scores.set(number, before ? Math.max(before, now) + 0.01 : now);
          });
        });
      }
      return scores;
    };

    /** Lines of words with a part in them. A letter that stands alone, or two Latin letters, must begin a word. */
    const withPart = (part) => {
      const choice = grams(part);
      if (choice.length) return lines("w", choice, (word) => word.includes(part));
      if ([...part].length > 1) {
        return lines("w", ["^" + part], (word) => runs(word).some((run) => run.startsWith(part)));
      }
      const isAlone = (word) => isWhole(word, part) || runs(word).includes(part);
      return lines("w", [part + "$"], isAlone);
    };

    /**
     * Find a word as it was typed, or without its particle where that is one: 머신러닝을 is found as 머신러닝, 유사도 is a
     * word of its own. The words around tell where the ending may be either: nobody writes 학습는을, but 유사도를.
     */
    const asTyped = async (typed) => {
      const stem = USUAL.test(typed) ? typed : typed.replace(tail, "");
      const found = await withPart(stem);
      if (stem === typed || !found.length) return { part: typed, found };
      const exact = found.filter(([word]) => word.includes(typed));
      const ending = typed.slice(stem.length);
      if (ending.length > 1 || /[을를]/.test(ending)) return { part: stem, found, full: typed };
      const isNoun = ending !== "만" && exact.some(([word]) => /^(?:[을를이가에]|에서|에는)$/.test(rest(word, typed)));
      const others = found.some(([word]) => {
        const after = rest(word, stem);
        return after === "" || (after !== ending && particle.test(after));
      });
      if (exact.length && (isNoun || !others)) return { part: typed, found: exact };
      return { part: stem, found, full: typed };
    };

    /** Words as they are while their last syllable is typed: 머신러니 on the way to 머신러닝, 머신ㄹ to 머신러. */
    const unfinished = async (typed) => {
      const last = typed.charCodeAt(typed.length - 1);
      const before = typed.slice(0, -1);
      const initial = INITIALS.indexOf(typed.at(-1));
      let from = last;
      let to = last + FINALS - 1;
      if (initial >= 0) [from, to] = [FIRST + initial * AN_INITIAL, FIRST + (initial + 1) * AN_INITIAL - 1];
      else if (last < FIRST || last > 0xd7a3 || (last - FIRST) % FINALS) return null;
      const choice = grams(before);
      if (!choice.length) return null;
      const pattern = new RegExp(`${escape(before)}[${String.fromCharCode(from)}-${String.fromCharCode(to)}]`);
      const found = await lines("w", choice, (word) => pattern.test(word));
      return found.length ? { scores: score(found, (word) => quality(word, before)), marks: [before] } : null;
    };

    /** A word of the titles and tags that is close to what was typed. */
    const correction = async (typed) => {
      const short = initials(typed);
      const choice = grams(short);
      const [run] = runs(short);
      if (run?.length > 1 && short.startsWith(run)) choice.unshift("^" + run.slice(0, 2));
      const letters = typed.normalize("NFD");
      if (!choice.length || letters.length < 4) return "";
      const most = letters.length < 9 ? 1 : 2;
      let best = { far: most + 1, often: 0, word: "" };
      for (const gram of new Set([choice[0], choice.at(-1)])) {
        for (const [line, lists] of await lines("t", [gram], (word) => !/^[#@]/.test(word))) {
          const word = line.slice(line.indexOf(" ") + 1);
          const length = typed.length;
          // The beginning of a longer word is meant as well, if no word as a whole is: softmx in Softmax-with-Loss.
          const begins = letters.length > 5 && word.length > length + 1 ? [1, 0, -1].map((more) => word.slice(0, length + more)) : [];
          for (const other of new Set([word, word.replace(tail, ""), ...begins])) {
            const far = distance(letters, other.normalize("NFD"), most) + (begins.includes(other) ? 0.5 : 0);
            const often = lists.join("").length;
            const isCloser = far < best.far || (far === best.far && far <= most && often > best.often);
            if (isCloser && other.length > 1) best = { far, often, word: other };
          }
        }
      }
      return best.word;
    };

    const byInitials = async (typed) => {
      const found = await lines("t", grams(typed), (word) => word.includes(" ") && word.split(" ")[0].includes(typed));
      const scores = score(found, (word) => quality(word.split(" ")[0], typed));
      const marks = found.map(([word]) => {
        const [short, long] = word.split(" ");
        return long.substr(short.indexOf(typed), typed.length);
      });
      return { scores, marks: [...new Set(marks)] };
    };

    // The best first, then the newest: in one number, because those sort fast.
    const inOrder = (scores) => {
      const keys = Float64Array.from(scores, ([number, worth]) => Math.round(worth * 1000) * 2 ** 32 + number);
      return Array.from(keys.sort().reverse(), (key) => key % 2 ** 32);
    };

    const plus = (one, other) => one + other;
    const both = (a, b, join = plus) =>
      new Map([...a].flatMap(([number, worth]) => (b.has(number) ? [[number, join(worth, b.get(number))]] : [])));

    /** Promises the same of a word in two, in the first place where both halves `fit` words of one document. */
    const apart = async (typed, places, fit) => {
      for (const at of places) {
        const halves = [typed.slice(0, at), typed.slice(at)];
        const good = async (half) => {
          const found = (await withPart(halves[half])).filter(([word]) => fit[half](word, halves[half]));
          return score(found, (word) => quality(word, halves[half]));
        };
        // The longer one is in fewer words; where it is in none, the other need not be fetched.
        const long = at * 2 > typed.length ? 0 : 1;
        const found = await good(long);
        const scores = found.size ? both(found, await good(1 - long), Math.min) : found;
        if (scores.size) return { scores, marks: [halves.join(" "), ...halves] };
      }
    };
    const isSame = (word, part) => word === part;
    const begins = (word, part) => word.startsWith(part);
    const has = (word, part) => word.includes(part);
    const middles = (typed) => (/^[가-힣]{4,}$/.test(typed) ? Array.from({ length: typed.length - 3 }, (_, at) => at + 2) : []);

    /**
     * Promises the scores of one word of a query, the words to mark, and what was taken instead of a mistyped one. If few
     * have it, those who may write it apart come along, 강화 학습 for 강화학습: `loose`, until their pages show that they do.
     */
    const findWord = async (typed, isLast) => {
      if (/^[ㄱ-ㅎ]{2,}$/.test(typed)) return byInitials(typed);
      const { part, found, full } = await asTyped(typed);
      if (found.length) {
        const scores = score(found, (word) => quality(word, part) + (full && word.includes(full) ? 0.1 : 0));
        const loose = new Map();
        for (let at = 1; at < part.length - 1 && scores.size < AT_ONCE && /^[가-힣]+$/.test(part); at++) {
          const inTwo = await apart(part, [at], [isSame, begins]);
          for (const [number, worth] of inTwo?.scores ?? []) {
            if (!scores.has(number)) loose.set(number, Math.max(worth * 0.9, loose.get(number) ?? 0));
          }
        }
        const most = inOrder(loose).slice(0, AT_ONCE - scores.size);
        for (const number of most) scores.set(number, loose.get(number));
        const spaced = [...part].join(" ");
        const marks = full ? [full, part] : [part];
        return { scores, marks: most.length ? [spaced, ...marks] : marks, loose: most.map((number) => [number, spaced]) };
      }
      const begun = isLast && (await unfinished(typed));
      if (begun) return begun;
      const inTwo = await apart(typed, middles(typed), [has, has]);
      if (inTwo) return inTwo;
      const instead = await correction(typed);
      if (instead) return { ...(await findWord(instead, false)), instead };
      // Beside a syllable, or where another script begins, a part of some word would be chance.
      const seam = typed.search(/(?<=[!-\x7f]{2})[가-힣]{2}|(?<=[가-힣]{2})[!-\x7f]{2}/);
      const places = seam > 0 ? [seam] : /^[가-힣]{3,}$/.test(typed) ? [1, typed.length - 1] : [];
      return (await apart(typed, places, [begins, begins])) ?? { scores: new Map(), marks: [] };
    };

    /** Promises the same of a syllable and its neighbour, which others write in one: 웹 접근성, 웹접근성. */
    const findPair = async (one, other, isLast) => {
      const [left, right, joined] = await Promise.all([findWord(one), findWord(other, isLast), asTyped(one + other)]);
      const scores = score(joined.found, (word) => quality(word, joined.part));
      for (const [number, worth] of both(left.scores, right.scores)) scores.set(number, Math.max(worth, scores.get(number) ?? 0));
      return { scores, marks: [joined.part, ...left.marks, ...right.marks], instead: left.instead ?? right.instead };
    };

    /** A choice says which documents, and nothing of how good they are. */
    const chosen = async (name) => score(await lines("t", [name], (word) => word === name), () => 0);

    const find = async ({ query = "", tag = "", journey = "", isSwitched = false }) => {
      const tags = tag ? [tag] : [];
      const text = query.normalize("NFC").replace(/[ㄱ-ㅎ]/g, (letter) => PAIRS[letter] ?? letter);
      const words = split(text.replace(/(^|\s)#([^\s#]+)/g, (_, before, name) => (tags.push(name), before)));
      const unique = unusual([...new Set(words)]);
      const isLast = (word) => word === words.at(-1);
      const isHangul = (word) => /^[가-힣]+$/.test(word);
      const asked = [];
      const joined = [];
      for (let at = 0; at < unique.length; at++) {
        const [word, next = ""] = unique.slice(at);
        const isPair = isHangul(word) && isHangul(next);
        if (isPair && Math.min(word.length, next.length) < 2) {
          asked.push(findPair(word, next, isLast(next)));
          at++;
          continue;
        }
        asked.push(findWord(word, isLast(word)));
        if (isPair) joined.push(word + next);
      }
      const answers = await Promise.all(asked);
      const filters = await Promise.all([
        ...tags.map(async (name) => {
          const exact = await chosen("#" + plain(name));
          return exact.size ? exact : (await findWord(plain(name))).scores;
        }),
        ...(journey ? [chosen("@" + plain(journey))] : []),
      ]);
      const meet = ([first = new Map(), ...others]) => others.reduce((some, other) => both(some, other), first);
      let scores = meet([...answers.map((answer) => answer.scores), ...filters]);
      const other = switched(text);
      if (!scores.size && !isSwitched && other !== text && text[1]) {
        const answer = await find({ query: other, tag, journey, isSwitched: true });
        if (answer.numbers.length && !answer.instead.length) return { ...answer, instead: [other] };
      }
      // What has all the words is not there: then that which has most of them.
      const isPartial = !scores.size && !isSwitched && answers.length > 1;
      if (isPartial) {
        const some = new Map();
        for (const answer of answers) for (const [number, worth] of answer.scores) some.set(number, (some.get(number) ?? 0) + worth + 1000);
        const most = Math.floor([...some.values()].reduce((a, b) => Math.max(a, b), 0) / 1000);
        scores = meet([new Map([...some].filter(([, worth]) => worth >= most * 1000)), ...filters]);
      }
      for (const word of joined) {
        for (const [number, worth] of score(await withPart(word), (found) => quality(found, word))) {
          if (scores.has(number)) scores.set(number, scores.get(number) + worth + TOGETHER);
        }
      }
      const loose = new Map();
      for (const [number, mark] of answers.flatMap((answer) => answer.loose ?? [])) {
        if (scores.has(number)) loose.set(number, [...(loose.get(number) ?? []), mark]);
      }
      return {
        numbers: inOrder(scores),
        marks: answers.flatMap((answer) => answer.marks).sort((a, b) => b.length - a.length),
        instead: answers.flatMap((answer) => answer.instead ?? []),
        isPartial: isPartial && scores.size > 0,
        loose: [...loose],
      };
    };

    return {
      /** Promises the numbers of the documents that a query finds, the best first. */
      find,
      /** Promises what a result shows: title, address, day, tags, journey, colour. */
      async card(number) {
        const block = Math.floor(number / known.together);
        return JSON.parse(await file(`c${block}.json`, edition(known.cards, block)))[number % known.together];
      },
    };
  };

  if (typeof document === "undefined") {
    globalThis.openIndex = openIndex;
    return;
  }

  // --- The page ---

  const BEFORE = 40;
  const LENGTH = 150;
  // So much of a page is read (characters of HTML): some have pictures in them.
  const LONGEST = 150000;

  const make = (name, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };

  /** What marks stand for in a text: with the joints of words in them, a space where they have one, a short one by itself. */
  const markPattern = (marks) => {
    const sources = marks.map((mark) => {
      const letters = [...mark].map((letter) => (letter === " " ? "\\s?" : escape(letter)));
      const [before, after] = mark.length > 2 || /^[가-힣]{2}/.test(mark) ? ["", ""] : ["(?<![\\p{L}\\p{N}])", mark.length < 2 ? "(?![a-z\\d])" : ""];
      return before + letters.join("[-_'’]?") + after;
    });
    return marks.length ? new RegExp(sources.join("|"), "giu") : null;
  };

  const marked = (text, pattern) => {
    const pieces = [];
    let end = 0;
    for (const match of pattern ? text.matchAll(pattern) : []) {
      pieces.push(text.slice(end, match.index), make("mark", {}, match[0]));
      end = match.index + match[0].length;
    }
    return [...pieces, text.slice(end)];
  };

  /** What can be read on a page, its code, and what it says of itself. */
  const textsOf = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const body = page.querySelector(".post-body") ?? page.querySelector("main");
    const pick = (names) => [...(body?.querySelectorAll(names) ?? [])];
    for (const other of pick(".lineno, .linenos, .gutter, .rouge-gutter")) other.remove();
    const code = pick("pre:not(.mermaid)").map((block) => block.textContent).join("\n");
    // Of a formula, its MathML can be read.
    for (const other of pick("pre, .katex-display, .katex-html, annotation, script, style, .footnote")) other.remove();
    for (const block of pick("p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, br, div")) block.after(" ");
    const summary = page.querySelector('meta[name="description"]')?.content ?? "";
    return { text: (body?.textContent ?? "").replace(/\s+/g, " ").trim(), code, summary };
  };

  const around = (text, at) => {
    const from = at <= BEFORE ? 0 : text.indexOf(" ", at - BEFORE) + 1 || at - BEFORE;
    const start = from > at ? at : from;
    const piece = text.slice(start, start + LENGTH);
    const cut = start + LENGTH < text.length ? piece.replace(/\s\S{0,12}$/, "") + " …" : piece;
    return (start ? "… " : "") + cut;
  };

  /** The word in this place, and before it two words if it stands earlier in the text as well: those tell which is meant. */
  const wordsAt = (text, at) => {
    const start = text.lastIndexOf(" ", at) + 1;
    const [word, next] = text.slice(start).split(" ", 2);
    return next && text.indexOf(word) < start ? [`${word} ${next}`, word] : [word];
  };

  /** The place of a text where most of what was asked for stands together, and the words there; -1 if none. */
  const bestPlace = (text, pattern) => {
    const hits = pattern ? [...text.matchAll(pattern)] : [];
    let best = { at: -1, worth: 0 };
    hits.forEach(({ index }, from) => {
      const kinds = new Set();
      for (let next = from; hits[next]?.index < index + LENGTH - BEFORE; next++) kinds.add(hits[next][0].toLowerCase().replace(/\s/g, ""));
      const worth = [...kinds].join("").length;
      if (worth > best.worth) best = { at: index, worth };
    });
    return best.at;
  };

  const lacks = (text, patterns) => patterns.filter((pattern) => text.search(pattern) < 0);

  /** The place in a page where the words stand, read from the page itself. Nothing for one that has not all it `needs`. */
  const passage = async (url, pattern, needs, signal) => {
    const response = await fetch(url, { signal });
    if (!response.ok) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let html = "";
    for (let next = {}; !next.done && html.length < LONGEST; html += next.value ?? "") next = await reader.read();
    reader.cancel();
    const { text, code, summary } = textsOf(html);
    if (lacks(text, needs).length) return;
    const stands = (piece) => bestPlace(piece, pattern) >= 0;
    const piece = stands(text) ? text : code.split("\n").find(stands)?.trim();
    if (!piece) return { text: summary || text.slice(0, LENGTH) };
    const at = bestPlace(piece, pattern);
    return { text: around(piece, at), words: wordsAt(piece, at), isCode: piece !== text };
  };

  const mount = (form, isPage) => {
    const words = form.dataset;
    const box = form.elements.q;
    const status = form.querySelector(".search-status");
    const list = form.querySelector(".search-results");
    const more = form.querySelector(".search-more");
    let index;
    let turn = 0;
    let stop;
    let found = { numbers: [] };
    let shown = 0;
    let unsure = 0;

    const load = () => {
      const folder = words.index.replace(/[^/]*$/, "");
      const read = async (address, options) => {
        const response = await fetch(address, options);
        if (!response.ok) throw new Error(response.statusText);
        return response.text();
      };
      index ??= read(words.index, { cache: "no-cache" }).then((catalogue) =>
        openIndex(catalogue, (name, edition) => read(`${folder}${name}?v=${edition}`)),
      );
      index.catch(() => (index = undefined));
      return index;
    };

    const result = ([title, url, day, tags, journey, color], pattern, needs = []) => {
      const facts = make("p", { className: "search-facts" });
      if (day) {
        const [year, month, date] = day.split("-");
        const fields = { year, mm: month, dd: date, month: Number(month), day: Number(date) };
        facts.append(make("time", { dateTime: day }, words.date.replace(/\{(\w+)\}/g, (_, name) => fields[name])));
      }
      if (journey) facts.append(make("span", { className: `search-journey journey-${color}` }, ...marked(journey, pattern)));
      for (const tag of tags) facts.append(make("span", { className: "search-tag" }, ...marked(tag, pattern)));
      const link = make("a", { href: url }, ...marked(title, pattern));
      const text = make("p", { className: "search-passage" });
      const unproven = lacks(title, needs);
      const item = make("li", { hidden: unproven.length > 0 }, link, facts, text);
      if (needs.length && !item.hidden) unsure--;
      const read = async () => {
        const found = await passage(url, pattern, unproven, stop.signal).catch(() => {});
        if (!found) return;
        if (found.isCode) text.classList.add("search-code");
        text.append(...marked(found.text, pattern));
        // The page opens where the words stand (https://wicg.github.io/scroll-to-text-fragment).
        if (found.words) link.href += `#:~:${found.words.map((word) => `text=${encodeURIComponent(word).replaceAll("-", "%2D")}`).join("&")}`;
        if (!item.hidden) return;
        item.hidden = false;
        unsure--;
        say();
      };
      // Each passage costs a page: only those that are seen are fetched.
      const watcher = new IntersectionObserver((entries) => {
        if (!entries.at(-1).isIntersecting) return;
        watcher.disconnect();
        read();
      });
      if (item.hidden) read();
      else watcher.observe(item);
      return item;
    };

    /** Say how many there are, of those that are certain by now. */
    const say = () => {
      const many = found.numbers.length - unsure;
      const count = many === 1 ? words.one : words.many.replace("{n}", many.toLocaleString(document.documentElement.lang));
      const instead = found.instead.length ? words.instead.replace("{n}", found.instead.join(", ")) + " " : "";
      const none = form.elements.tag?.value || form.elements.journey?.value ? words.noneHere : words.none;
      status.textContent = many ? (found.isPartial ? words.some + " " : "") + instead + count : none;
    };

    const showMore = async (mine) => {
      const next = found.numbers.slice(shown, shown + AT_ONCE);
      shown += next.length;
      const reader = await index;
      const cards = await Promise.all(next.map((number) => reader.card(number)));
      if (mine !== turn) return;
      const pattern = markPattern(found.marks);
      const needs = new Map(found.loose.map(([number, marks]) => [number, marks.map((mark) => markPattern([mark]))]));
      list.append(...cards.map((card, at) => result(card, pattern, needs.get(next[at]))));
      say();
      more.hidden = shown >= found.numbers.length;
    };

    const search = async (event) => {
      const mine = ++turn;
      const [query, tag, journey] = [box.value.trim(), form.elements.tag?.value ?? "", form.elements.journey?.value ?? ""];
      if (isPage) {
        const asked = new URLSearchParams(Object.entries({ q: query, tag, journey }).filter(([, value]) => value));
        history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
      }
      try {
        const answer = query || tag || journey ? await (await load()).find({ query, tag, journey }) : null;
        // On the way from one syllable to the next a word is none yet: 정ㅊ, 정채. What was found stays meanwhile.
        if (event?.isComposing && answer?.numbers.length === 0) await new Promise((go) => setTimeout(go, 800));
        if (mine !== turn) return;
        stop?.abort();
        stop = new AbortController();
        found = answer ?? { numbers: [] };
        shown = 0;
        list.replaceChildren();
        more.hidden = true;
        status.textContent = "";
        if (!answer) return;
        unsure = found.loose.length;
        say();
        if (found.numbers.length) await showMore(mine);
      } catch {
        if (mine === turn) status.textContent = words.failed;
      }
    };

    const links = () => [...list.querySelectorAll("li:not([hidden]) > a")];
    const step = async (by) => {
      const at = links().indexOf(document.activeElement) + by;
      if (at >= links().length && shown < found.numbers.length) await showMore(turn);
      (at < 0 ? box : links()[Math.min(at, links().length - 1)])?.focus();
    };
    form.addEventListener("keydown", (event) => {
      // While a syllable is being composed, the keys belong to it.
      if (event.isComposing || event.keyCode === 229) return;
      const inList = document.activeElement === box || list.contains(document.activeElement);
      if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && isPage) {
        box.value = "";
        box.blur();
        search();
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // On a phone this key puts the keyboard away.
      if (matchMedia("(pointer: coarse)").matches) box.blur();
      else search().then(() => links()[0]?.click());
    });
    box.addEventListener("focus", load, { once: true });
    form.addEventListener("input", search);
    more.addEventListener("click", () => showMore(turn));
    return { box, search };
  };

  const page = document.querySelector("main .search");
  let dialog;

  /** Search from where the reader is, with the form of the page at `address`. */
  const open = async (address) => {
    if (page) return page.elements.q.focus();
    if (!dialog) {
      const html = await (await fetch(address)).text();
      const form = new DOMParser().parseFromString(html, "text/html").querySelector("main .search");
      if (!form || dialog) return form || location.assign(address);
      dialog = make("dialog", { className: "search-dialog", ariaLabel: form.elements.q.ariaLabel }, document.adoptNode(form));
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
      mount(form, false);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
  };
  globalThis.dapsagiSearch = { open };

  if (page) {
    const { box, search } = mount(page, true);
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", "tag", "journey"]) if (asked.get(name) && page.elements[name]) page.elements[name].value = asked.get(name);
    if (asked.size) search();
    // Who comes here by the magnifying glass wants to type; who walks by keyboard begins where every page begins.
    else if (document.referrer.startsWith(location.origin) && !matchMedia("(pointer: coarse)").matches) box.focus();
  }
})();
