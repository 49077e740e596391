import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Before the next frame, whenever a text or the room for it is another. Who is gone is forgotten by the platform. */
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

/** On an element of the class `cut` (styles/cut.ts): marks it as long as not all of its text is shown. */
export const cutEnd = directive(CutEnd);
