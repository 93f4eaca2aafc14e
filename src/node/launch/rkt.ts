import type { Host } from '../host/host.ts';
import { absolute, baseName } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import { inImage } from './image.ts';
import { inContainer } from './in-container.ts';
import type { Launch, Opened, Opener } from './launch.ts';
import { containerEnvironment, inherited, type Mount } from './mounts.ts';
import { allValues, type GivenOption, isOn, lastValue, optionTable, readOptions } from './options.ts';
import { scriptAt } from './programs.ts';
import { isKnown, linkOf, opaque, withValue } from './words.ts';

/** rkt 1.30: rkt/rkt.go (global ones may stand anywhere), rkt/run.go and rkt/cli_apps.go. */
const GLOBAL =
  'debug dir= local-config= system-config= user-config= insecure-options= insecure-skip-verify trust-keys-from-https cpuprofile= memprofile= h help';
const RUN = `${GLOBAL} stage1-url= stage1-path= stage1-name= stage1-hash= stage1-from-dir= stage1-image= port= net=? inherit-env no-overlay private-users set-env= set-env-file= interactive store-only no-store pull-policy= pod-manifest= mds-register uuid-file-save= volume= signature= exec= mount= memory= cpu= cpu-shares= user= group= supplementary-gids= cap-retain= caps-retain= cap-remove= caps-remove= seccomp= name= working-dir= readonly-rootfs=? oom-score-adj= environment= annotation= user-annotation= user-label= hostname= dns= dns-opt= dns-search= dns-domain= hosts-entry= ipc= stdin= stdout= stderr=`;

/** `rkt run [OPTIONS] IMAGE [OPTIONS] -- ARGUMENTS [---]` (parseApps in rkt/cli_apps.go). */
export const openRkt: Opener = (launch, host) => {
  if (baseName(launch.exe) !== 'rkt' || scriptAt(host, launch)) return undefined;
  const global = readOptions(launch.argv.slice(1), optionTable(GLOBAL, 'pflag'));
  const [subcommand, ...words] = global?.operands ?? [];
  if (!global || subcommand?.value !== 'run' || !isKnown(subcommand)) return undefined;
  const cut = words.findIndex(({ value }) => value === '--');
  const before = readRun(cut < 0 ? words : words.slice(0, cut));
  if (!before)
    return opaque(linkOf(launch, 'rkt run'), 'which image and command "rkt run" is given can\'t be known');
  const given = cut < 0 ? [] : words.slice(cut + 1);
  const end = given.findIndex(({ value }) => value === '---');
  return runImage(launch, host, before, end < 0 ? given : given.slice(0, end));
};

interface RktRun {
  readonly options: readonly GivenOption[];
  readonly image: Word;
}

function readRun(words: readonly Word[]): RktRun | undefined {
  const table = optionTable(RUN, 'pflag');
  const first = readOptions(words, table);
  const [image, ...rest] = first?.operands ?? [];
  const second = readOptions(rest, table);
  if (!first || !image || !second || second.operands.length > 0) return undefined;
  return { image, options: [...first.options, ...second.options] };
}

function runImage(launch: Launch, host: Host, { options, image }: RktRun, words: readonly Word[]): Opened {
  const reference = withValue(image, image.value.replace(/^docker:\/\//, ''));
  const link = linkOf(launch, 'rkt run', isKnown(image) ? { image: reference.value } : {});
  const started = inImage(reference, lastValue(options, 'exec'), words);
  if ('reason' in started) return opaque(link, started.reason, image.origin.location);
  const own = containerEnvironment(
    launch,
    host,
    allValues(options, 'set-env-file'),
    allValues(options, 'set-env', 'environment'),
  );
  const inherits = options.some((one) => one.name === 'inherit-env' && isOn(one));
  const directory = lastValue(options, 'working-dir');
  const next = inContainer(launch, started, {
    directory,
    environment: inherits ? inherited(launch, own) : own,
    mounts: mounts(options),
  });
  return { link, next, diagnostics: [] };
}

/** `--volume NAME,kind=host,source=PATH` and `--mount volume=NAME,target=PATH`. */
function mounts(options: readonly GivenOption[]): (Mount | undefined)[] {
  const sources = new Map<string, string | null>();
  for (const word of allValues(options, 'volume')) {
    const [name, ...fields] = word.value.split(',');
    const source = fields.find((field) => field.startsWith('source='))?.slice('source='.length);
    const isHost = fields.includes('kind=host') && source !== undefined && isKnown(word);
    sources.set(name!, isHost ? source : null);
  }
  return allValues(options, 'mount').map((word) => {
    const fields = new URLSearchParams(word.value.replaceAll(',', '&').replaceAll('+', '%2B'));
    const target = fields.get('target');
    if (!isKnown(word) || !target?.startsWith('/')) return undefined;
    return { target: absolute(target, '/'), source: sources.get(fields.get('volume') ?? '') ?? null };
  });
}
