/*
 * Text that a tool should have replaced: of Helm and Go templates, Jinja, ERB, envsubst, sed. In a text that is not
 * YAML they are the likely reason; in a value that only the node itself interprets they are certain to be wrong.
 */

/** What no YAML of its own begins with: `{{ … }}`, `{% … %}`, `<% … %>`. */
const TEMPLATE = /\{\{[^\n]{0,60}|\{%[^\n]{0,60}|<%[^\n]{0,60}/;

/** The same and what plain texts may hold too: `${NAME}`, `@@NAME@@`, `__NAME__`. */
const PLACEHOLDER =
  /\{\{.{0,60}?\}\}|\{%.{0,60}?%\}|<%.{0,60}?%>|\$\{[A-Za-z_]\w*\}|@@[A-Za-z_]\w*@@|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/;

/** The beginning of the first template expression in a text. */
export function findTemplate(text: string): string | undefined {
  return TEMPLATE.exec(text)?.[0].trimEnd();
}

/** The first placeholder in a value or a line. */
export function findPlaceholder(text: string): string | undefined {
  return PLACEHOLDER.exec(text)?.[0];
}

/** What to do about one. */
export const RENDER_FIRST =
  'render it first with the tool that it was written for (helm, Ansible, envsubst …), and put the result here';

/** The same for a value, where one is in it. */
export function helpPlaceholder(value: string): string | undefined {
  const found = findPlaceholder(value);
  return found === undefined ? undefined : `"${found}" looks like a template's: ${RENDER_FIRST}`;
}
