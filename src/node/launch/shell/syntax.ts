/** A piece of a word, before any expansion. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | ParameterPart
  /** `$(…)` or backquotes. */
  | { readonly kind: 'command'; readonly body: List; readonly quoted: boolean }
  /** What is not read: arithmetic, `$'…'`, process substitution, braces. */
  | {
      readonly kind: 'unread';
      readonly quoted: boolean;
      /** The variables that arithmetic may assign. */
      readonly assigns?: readonly string[];
    };

/** `$NAME`, `${NAME…}`. */
export interface ParameterPart {
  readonly kind: 'parameter';
  /** A variable's name, a number, or one of `@*#?-$!`. */
  readonly name: string;
  readonly quoted: boolean;
  /** `length`: `${#NAME}`; `indirect`: `${!NAME}`; `names`: `${!PREFIX*}` or, with `@`, `${!PREFIX@}`. */
  readonly form?: 'length' | 'indirect' | 'names';
  /** `[@]`, `[*]` or another index. */
  readonly index?: '@' | '*' | Word;
  /** `-`, `:-`, `=`, `:=`, `+`, `:+`, `?`, `:?`, `#`, `##`, `%`, `%%`; `unread` for any other. */
  readonly operator?: string;
  readonly operand?: Word;
}

/** A word as written. Ranges are offsets into the script. */
export interface Word {
  readonly parts: readonly Part[];
  readonly start: number;
  readonly end: number;
  /** Set where the word has the form of an assignment. */
  readonly assignment?: Assignment;
}

/** `NAME=VALUE`, `NAME+=VALUE`, `NAME=(WORDS)`. */
export interface Assignment {
  readonly name: string;
  readonly append: boolean;
  /** Undefined where it is not read: `NAME[INDEX]=VALUE`. */
  readonly value: Word | readonly Word[] | undefined;
}

/** A redirection; the bodies of here-documents are not kept. */
export interface Redirect {
  /** The digits before the operator. */
  readonly descriptor: string;
  readonly operator: string;
  readonly target: Word;
}

/** One command of a pipeline. */
export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly Word[];
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'group'; readonly body: List; readonly subshell: boolean }
  | {
      readonly kind: 'if';
      readonly clauses: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List;
    }
  | { readonly kind: 'while'; readonly until: boolean; readonly condition: List; readonly body: List }
  /** Without `words`: over the positional parameters. */
  | { readonly kind: 'for'; readonly name: string; readonly words?: readonly Word[]; readonly body: List }
  | {
      readonly kind: 'case';
      readonly subject: Word;
      readonly items: readonly {
        readonly patterns: readonly Word[];
        readonly body: List;
        readonly falls: boolean;
      }[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command }
  /** `[[ … ]]`. */
  | { readonly kind: 'test'; readonly start: number; readonly tokens: readonly (Word | string)[] }
  /** `((…))`: the names that it may assign. */
  | { readonly kind: 'arithmetic'; readonly names: readonly string[] };

/** `! a | b`. */
export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

/** `a && b || c`, perhaps with `&` behind. */
export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
  readonly background: boolean;
}

/** Commands one after the other. */
export type List = readonly AndOr[];

/** A script as far as it could be read; a shell runs that far too. */
export interface Script {
  readonly list: List;
  /** Where reading ended for want of understanding, and why. */
  readonly failure?: { readonly at: number; readonly reason: string };
}
