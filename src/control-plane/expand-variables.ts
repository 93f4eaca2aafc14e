/**
 * Replaces `$(NAME)` by a container's own variables, as the kubelet does in command and args
 * (third_party/forked/golang/expansion/expand.go Expand): what is not defined stays, `$$` is `$`.
 */
export function expandVariables(text: string, variables: ReadonlyMap<string, string>): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (written, name: string | undefined) =>
    name === undefined ? '$' : (variables.get(name) ?? written),
  );
}
