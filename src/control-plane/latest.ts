/**
 * A function that remembers its latest answer: several checks in a row ask the same about one thing, and of ten
 * thousand that they went through before nothing is kept.
 */
export function rememberLatest<Key extends object, Value>(read: (key: Key) => Value): (key: Key) => Value {
  let latest: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (latest?.key !== key) latest = { key, value: read(key) };
    return latest.value;
  };
}
