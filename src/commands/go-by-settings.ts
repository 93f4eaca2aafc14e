import { lstatSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Linted } from '../answers/lint.ts';
import type { Host } from '../node/host/host.ts';
import { printable } from '../report/text/escape.ts';
import { place } from '../report/text/finding.ts';
import type { EffectiveSettings, GivenFlags } from '../settings/effective-settings.ts';
import type { FailOn, OutputSetting } from '../settings/settings.ts';
import type { Minor } from '../versions/minor.ts';
import { type Output, wrongUsage } from './flags.ts';
import type { OpenedSettings } from './open-settings.ts';

/** The flags that say the same as a member of the settings. */
export interface SettingLikeFlags {
  readonly 'kubelet-version'?: readonly Minor[] | undefined;
  readonly 'node-name'?: string | undefined;
  readonly 'feature-gates'?: ReadonlyMap<string, boolean> | undefined;
  readonly output?: readonly Output[] | undefined;
  readonly 'fail-on': string;
  readonly checks: boolean;
}

/** What oclif tells of where a flag's value is from. */
export type FlagMetadata = Readonly<Record<string, { readonly setFromDefault?: boolean } | undefined>>;

/** The flags as settings see them. */
export function givenFlags(flags: SettingLikeFlags, metadata: FlagMetadata): GivenFlags {
  const of = <K extends keyof SettingLikeFlags>(name: K) => ({
    value: flags[name],
    given: flags[name] !== undefined && metadata[name]?.setFromDefault !== true,
  });
  return {
    kubeletVersions: of('kubelet-version'),
    nodeName: of('node-name'),
    featureGates: of('feature-gates'),
    formats: of('output'),
    failOn: { ...of('fail-on'), value: flags['fail-on'] as FailOn },
    checksEnabled: of('checks'),
  };
}

/** Settings that a run goes by, with the flags over them. */
export interface UsedSettings extends OpenedSettings {
  readonly effective: EffectiveSettings;
}

/** The settings with the flags over them. */
export function goBy(
  opened: OpenedSettings,
  flags: SettingLikeFlags,
  metadata: FlagMetadata,
  looksAtNode: boolean,
): UsedSettings {
  const given = givenFlags(flags, metadata);
  return { ...opened, effective: opened.room.effectiveSettings(opened.settings, given, looksAtNode) };
}

/** The flags with the settings behind them: what no flag says, the settings do. */
export function flagsOf<F extends SettingLikeFlags>(flags: F, { effective, settings }: UsedSettings): F {
  const { kubeletVersions, nodeName, featureGates, formats, failOn, checksEnabled } = effective;
  const isSaid = formats.origin.kind === 'settings';
  return {
    ...flags,
    'kubelet-version': kubeletVersions.value,
    'node-name': nodeName.value,
    'feature-gates': new Map([...featureGates].map(([name, { value }]) => [name, value])),
    output: isSaid ? outputsBelow(settings.directory, formats.value ?? []) : formats.value,
    'fail-on': failOn.value,
    checks: checksEnabled.value,
  };
}

/** Where the settings name a gate, to begin a sentence with; nothing for one of a flag. */
export function placeOfGate(gate: string, used: UsedSettings | null): string {
  const { location } = used?.effective.featureGates.get(gate)?.origin ?? {};
  return location ? `${place(location, { showPath: (path) => path })}: ` : '';
}

/** Paths on the node without those that the settings exclude: files that are given together with others. */
export function withoutExcluded(paths: readonly string[], used: UsedSettings | null, host: Host) {
  const isOut = (path: string) => used?.room.isExcluded(used.settings, host.hostPath(path)) ?? false;
  return { kept: paths.filter((path) => !isOut(path)), leftOut: paths.filter(isOut) };
}

/**
 * The files that settings name, as this process opens them. Settings may have come with somebody else's files: a
 * symlink among these must not have a report written anywhere else.
 */
function outputsBelow(directory: string, outputs: readonly OutputSetting[]): readonly Output[] {
  return outputs.map(({ format, file }) => {
    if (file === undefined) return { format };
    const path = resolve(directory, file);
    const place = realPathOf(dirname(path));
    const isBelow =
      place !== undefined && relative(realPathOf(directory) ?? directory, place).split('/')[0] !== '..';
    if (!isBelow || lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      const what = `the settings have a report written to "${printable(file)}"`;
      const why = place === undefined ? 'its directory is not there' : 'a symlink leads away from there';
      throw wrongUsage(`${what}, but ${why}; -o ${format}=FILE names another file`);
    }
    return { format, file: path };
  });
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** What was found, as the settings have it; `leftOut` are paths that they excluded beforehand. */
export function settle(
  looks: readonly Linted[],
  { name, settings, room, effective }: UsedSettings,
  host: Host,
  leftOut: readonly string[],
): readonly Linted[] {
  const machinePath = (path: string) => host.hostPath(path);
  const regrade = room.regrader(settings, machinePath);
  const files = new Set(leftOut.filter((path) => isFile(host, path)));
  const saysVersion = effective.kubeletVersions.origin.kind === 'settings';
  return looks.map((look) => {
    const { result, excluded } = room.applySettings(look.result, settings, machinePath, leftOut, files);
    return {
      ...look,
      header: saysVersion ? { ...look.header, kubeletVersionOrigin: 'settings' } : look.header,
      result,
      nodeDiagnostics: regrade(look.nodeDiagnostics),
      settings: { name, excluded },
    };
  });
}

function isFile(host: Host, path: string): boolean {
  const info = host.stat(path);
  return info.ok && info.value.type !== 'directory';
}
