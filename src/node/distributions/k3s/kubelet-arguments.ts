import { compareBytes } from '../../../bytes/text.ts';
import { withValue } from '../../launch/words.ts';
import type { Word } from '../../systemd/service-start.ts';

/** What k3s makes of `kubelet-arg` since 1.32: files are copied to its own drop-in directory, the rest is passed on. */
export interface ExtractedArguments {
  readonly rest: readonly Word[];
  readonly config: Word | undefined;
  readonly configDir: Word | undefined;
}

/**
 * Takes `config` and `config-dir` out of the kubelet-args (k3s-io/k3s pkg/daemons/agent/agent.go,
 * extractConfigArgs). As there, an argument without `=` makes the one behind it vanish.
 */
export function extractConfigArguments(extra: readonly Word[]): ExtractedArguments {
  const rest: Word[] = [];
  let config: Word | undefined;
  let configDir: Word | undefined;
  for (let i = 0; i < extra.length; i++) {
    const word = extra[i]!;
    const text = word.value.replace(/^--/, '');
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? extra[++i] : withValue(word, text.slice(equals + 1));
    if (key === 'config') config = value;
    else if (key === 'config-dir') configDir = value;
    else rest.push(word);
  }
  return { rest, config, configDir };
}

/**
 * The kubelet's flags out of the defaults and the kubelet-args, sorted (k3s-io/k3s pkg/util/args.go, GetArgs):
 * an argument replaces the default of its name, `name+=` and `name-=` stand behind and before it.
 */
export function mergeArguments(defaults: ReadonlyMap<string, Word>, extra: readonly Word[]): readonly Word[] {
  const merged = new Map<string, { readonly front: Word[]; readonly back: Word[] }>();
  for (const word of extra) {
    const text = word.value.replace(/^--/, '');
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const key = withoutSigns(name);
    const value = withValue(word, equals < 0 ? 'true' : text.slice(equals + 1));
    const initial = /[-+]$/.test(name) ? defaults.get(key) : undefined;
    const known = merged.get(key) ?? { front: [], back: initial ? [initial] : [] };
    merged.set(key, known);
    if (name.endsWith('-')) known.front.push(value);
    else known.back.push(value);
  }
  for (const [key, word] of defaults) if (!merged.has(key)) merged.set(key, { front: [], back: [word] });
  return [...merged]
    .sort(([a], [b]) => compareBytes(a, b))
    .flatMap(([key, { front, back }]) =>
      [...front.reverse(), ...back].map((word) =>
        withValue(word, `--${key.replace(/^--/, '')}=${word.value}`),
      ),
    );
}

/** strings.TrimRight(name, "-+"). */
function withoutSigns(name: string): string {
  let end = name.length;
  while (name[end - 1] === '-' || name[end - 1] === '+') end--;
  return name.slice(0, end);
}
