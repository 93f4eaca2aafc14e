import packageJson from '../../package.json' with { type: 'json' };

/** What made a report. */
export const TOOL: {
  readonly name: string;
  readonly version: string;
  /** Where it is at home, if it says so. */
  readonly homepage?: string | undefined;
} = packageJson;
