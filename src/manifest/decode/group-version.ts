/** schema.GroupVersion: what an apiVersion says. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** schema.ParseGroupVersion: undefined where there is more than one slash. */
export function parseGroupVersion(apiVersion: string): GroupVersion | undefined {
  if (apiVersion === '' || apiVersion === '/') return { group: '', version: '' };
  const parts = apiVersion.split('/');
  if (parts.length === 1) return { group: '', version: apiVersion };
  return parts.length === 2 ? { group: parts[0]!, version: parts[1]! } : undefined;
}
