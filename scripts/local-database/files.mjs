import * as fs from 'node:fs';

/** A file's text; empty when there is none. */
export function readText(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function lastLines(text, count) {
  return text.trim().split('\n').slice(-count).join('\n');
}
