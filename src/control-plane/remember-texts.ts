/**
 * A function of a text that remembers its answers: the same few paths, URLs and words stand in thousands of files.
 * It forgets all of them when there are many, and never keeps a long one.
 */
export function rememberTexts<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = read(text);
      if (text.length > LONGEST_KNOWN) return value;
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(text, value);
    }
    return value;
  };
}

const MOST_KNOWN = 512;
const LONGEST_KNOWN = 1024;
