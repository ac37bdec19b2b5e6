// Bytes as people type them, and back. Pure: no page, no words but those of what is wrong.

const utf8 = new TextEncoder();

/** One of the ways to type bytes: text -> Uint8Array; what is wrong is thrown as { key, at, what } for words.js. */
export const typed = {
  text: text => utf8.encode(text),

  /** As in a string of JavaScript; a line break that was typed is none of the bytes. */
  escaped(text) {
    const out = [];
    const known = { n: 10, r: 13, t: 9, 0: 0, e: 27, "\\": 92, "'": 39, '"': 34 };
    for (let i = 0; i < text.length;) {
      const char = String.fromCodePoint(text.codePointAt(i));
      if (char === "\n" || char === "\r") {
        i++;
      } else if (char !== "\\") {
        out.push(...utf8.encode(char));
        i += char.length;
      } else {
        const rest = text.slice(i + 1, i + 12);
        const hex = /^x([0-9a-f]{2})/i.exec(rest), unit = /^u([0-9a-f]{4})/i.exec(rest);
        const point = /^u\{([0-9a-f]{1,6})\}/i.exec(rest), code = point && parseInt(point[1], 16);
        const pair = /^ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}/i.exec(rest);
        if (hex) out.push(parseInt(hex[1], 16));
        else if (pair) out.push(...utf8.encode(JSON.parse(`"\\${pair[0]}"`)));
        else if (unit) out.push(...utf8.encode(String.fromCharCode(parseInt(unit[1], 16))));
        else if (point && code <= 0x10ffff) out.push(...utf8.encode(String.fromCodePoint(code)));
        else if (rest[0] in known) out.push(known[rest[0]]);
        else throw { key: "bytes.escape", at: i + 1, what: "\\" + (rest[0] ?? "") };
        i += 1 + (pair ?? hex ?? unit ?? point ?? [rest[0]])[0].length;
      }
    }
    return new Uint8Array(out);
  },

  /** Two digits a byte; spaces, line breaks, commas and colons may stand between, and 0x in front. */
  hex(text) {
    const digits = text.replace(/0x/gi, "").replace(/[\s,:]/g, "");
    const wrong = /[^0-9a-f]/i.exec(digits);
    if (wrong) throw { key: "bytes.hex", at: text.indexOf(wrong[0]) + 1, what: wrong[0] };
    if (digits.length % 2) throw { key: "bytes.odd", at: text.length, what: digits.at(-1) };
    return Uint8Array.from({ length: digits.length / 2 }, (none, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
  },

  base64(text) {
    const letters = text.replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
    const wrong = /[^0-9a-z+\/=]/i.exec(letters);
    if (wrong) throw { key: "bytes.base64", at: text.indexOf(wrong[0]) + 1, what: wrong[0] };
    try {
      return Uint8Array.from(atob(letters), c => c.charCodeAt(0));
    } catch (notBase64) {
      throw { key: "bytes.base64", at: text.length, what: letters.slice(-4) };
    }
  },
};

/** The other way, for what one of them can show: null where that way cannot. */
export const shown = {
  text(bytes) {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return /[\r\0]/.test(text) ? null : text; // a text area makes LF of CR, and nobody sees a NUL
    } catch (notUtf8) {
      return null;
    }
  },

  escaped(bytes) {
    const names = { 10: "\\n", 13: "\\r", 9: "\\t", 0: "\\0", 92: "\\\\" };
    const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;
    let out = "";
    for (const { text, at, length } of characters(bytes)) {
      const byte = bytes[at];
      if (length === 1 && byte in names) out += names[byte] + (byte === 10 ? "\n" : "");
      else if (text === null || byte < 0x80 && hidden.test(text)) out += "\\x" + digits(byte).toUpperCase();
      else if (hidden.test(text)) out += "\\u{" + text.codePointAt(0).toString(16) + "}";
      else out += text;
    }
    return out.replace(/\n$/, "");
  },

  hex: bytes => Array.from(bytes, (byte, i) => digits(byte) + (i % 16 === 15 ? "\n" : " ")).join("").trim(),

  base64: bytes => base64(bytes).replace(/.{76}/g, "$&\n"),
};

const digits = byte => byte.toString(16).padStart(2, "0");

function base64(bytes) {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

/** For a URL's fragment. */
export const linked = bytes => base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/**
 * What the bytes are, one after another: { text, at, length }; text is null for a byte that belongs to no character of
 * UTF-8.
 */
export function* characters(bytes, from = 0, to = bytes.length) {
  for (let at = from; at < to;) {
    const length = lengthAt(bytes, at, to);
    if (length === 0) {
      yield { text: null, at, length: 1 };
      at++;
    } else {
      const text = String.fromCodePoint(codeAt(bytes, at, length));
      yield { text, at, length };
      at += length;
    }
  }
}

/** The bytes of the character that begins here; 0 where none does. */
function lengthAt(b, i, to) {
  const c = b[i];
  if (c < 0x80) return 1;
  if (c < 0xc2 || c > 0xf4) return 0;
  const n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  if (i + n > to) return 0;
  const second = b[i + 1]; // its range keeps out overlong forms, surrogates, and what is behind U+10FFFF
  if (second < (c === 0xe0 ? 0xa0 : c === 0xf0 ? 0x90 : 0x80)) return 0;
  if (second > (c === 0xed ? 0x9f : c === 0xf4 ? 0x8f : 0xbf)) return 0;
  for (let k = 2; k < n; k++) if ((b[i + k] & 0xc0) !== 0x80) return 0;
  return n;
}

function codeAt(b, i, length) {
  if (length === 1) return b[i];
  let code = b[i] & 0xff >> length + 1;
  for (let k = 1; k < length; k++) code = code << 6 | b[i + k] & 0x3f;
  return code;
}
