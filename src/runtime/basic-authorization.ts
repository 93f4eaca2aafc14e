/** What a URL's user and password become as an HTTP header; null where it has neither. */
export function basicAuthorization({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${btoa(`${unescaped(username)}:${unescaped(password)}`)}`;
}

/** As bytes, which Go keeps: btoa takes nothing else. */
function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
