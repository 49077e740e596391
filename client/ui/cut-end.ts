import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Runs before the next frame, whenever a text or the width for it changes. The platform drops elements that are gone.
 */
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries)
    target.toggleAttribute('data-cut', target.scrollHeight > target.clientHeight + 2);
});

class CutEnd extends Directive {
  override update({ element }: ElementPart): typeof nothing {
    sizes.observe(element);
    return nothing;
  }

  render(): typeof nothing {
    return nothing;
  }
}

/** Marks an element of the class `cut` (styles/cut.ts) as long as not all of its text is shown. */
export const cutEnd = directive(CutEnd);
