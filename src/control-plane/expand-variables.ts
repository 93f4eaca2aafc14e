/**
 * How much text variables may still put in. A dozen variables that each name the one before twice make gigabytes;
 * Linux starts no program with an argument above 128 KiB (MAX_ARG_STRLEN).
 */
export interface ExpansionBudget {
  left: number;
}

/** What is enough for all containers of a pod. */
export function expansionBudget(): ExpansionBudget {
  return { left: 128 * 1024 };
}

/**
 * Replaces `$(NAME)` by a container's own variables, as the kubelet does in command, args and env
 * (third_party/forked/golang/expansion/expand.go Expand): what is not defined stays, `$$` is `$`. Null where the
 * budget does not allow it: then the result is not known here.
 */
export function expandVariables(
  text: string,
  variables: ReadonlyMap<string, string>,
  budget: ExpansionBudget,
): string | null {
  let at = text.indexOf('$');
  if (at === -1) return text;
  // Behind the last one every "$(" is open, which is asked once and not at each.
  const lastClosing = text.lastIndexOf(')');
  const parts: string[] = [];
  let done = 0;
  for (; at !== -1; at = text.indexOf('$', at)) {
    const next = text[at + 1];
    if (next === '$') {
      parts.push(text.slice(done, at + 1));
      at += 2;
      done = at;
    } else if (next === '(' && at < lastClosing) {
      const closing = text.indexOf(')', at);
      const value = variables.get(text.slice(at + 2, closing));
      if (value !== undefined) {
        if (value.length > budget.left) return null;
        budget.left -= value.length;
        parts.push(text.slice(done, at), value);
        done = closing + 1;
      }
      at = closing + 1;
    } else {
      at += 1;
    }
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}
