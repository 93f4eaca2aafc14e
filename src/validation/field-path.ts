/** One step from a value to one within it: a member's key, or a place in a list. */
export type Step = string | number;

/**
 * A place in an object: apimachinery's field.Path, and at the same time the way to the text that is meant.
 * The two differ where upstream names a place imprecisely or misspells it; {@link FieldPath.shownAs} then
 * keeps upstream's words and our place.
 */
export class FieldPath {
  readonly parent: FieldPath | null;
  readonly step: Step;
  /** Printed with a dot (`spec.containers`) or in brackets (`limits[cpu]`, `containers[0]`). */
  readonly form: 'child' | 'element';
  /** The key of a member is meant, not its value. */
  readonly onKey: boolean;
  private readonly shown: FieldPath | null;

  private constructor(
    parent: FieldPath | null,
    step: Step,
    form: 'child' | 'element',
    onKey = false,
    shown: FieldPath | null = null,
  ) {
    this.parent = parent;
    this.step = step;
    this.form = form;
    this.onKey = onKey;
    this.shown = shown;
  }

  /** field.NewPath. */
  static of(name: string): FieldPath {
    return new FieldPath(null, name, 'child');
  }

  /** Path.Child. */
  child(name: string): FieldPath {
    return new FieldPath(this, name, 'child');
  }

  /** Path.Index. */
  index(index: number): FieldPath {
    return new FieldPath(this, index, 'element');
  }

  /** Path.Key. */
  key(key: string): FieldPath {
    return new FieldPath(this, key, 'element');
  }

  /** The key of this member rather than its value. */
  asKey(): FieldPath {
    return new FieldPath(this.parent, this.step, this.form, true, this.shown);
  }

  /** The key of a member of this map, shown as the map: upstream's way to speak of a bad key. */
  itsKey(key: string): FieldPath {
    return new FieldPath(this, key, 'element', true, this);
  }

  /** The value of a member of this map, shown as the map: upstream's way to speak of a bad value. */
  itsValue(key: string): FieldPath {
    return this.key(key).shownAs(this);
  }

  /** This place under the name that upstream gives it; so are the places within. */
  shownAs(shown: FieldPath): FieldPath {
    return new FieldPath(this.parent, this.step, this.form, this.onKey, shown);
  }

  /** The way from the top of the document. */
  steps(): Step[] {
    const steps: Step[] = [];
    for (let path: FieldPath | null = this; path; path = path.parent) steps.push(path.step);
    return steps.reverse();
  }

  /** Path.String. An empty path prints as `[]`, as upstream's does. */
  toString(): string {
    let text = '';
    for (let path: FieldPath | null = this; path; path = path.parent) {
      while (path.shown) path = path.shown;
      text = path.segment() + text;
    }
    return text;
  }

  private segment(): string {
    if (this.form === 'element' || this.step === '') return `[${this.step}]`;
    return this.parent ? `.${this.step}` : `${this.step}`;
  }
}
