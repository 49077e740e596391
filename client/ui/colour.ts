/** Gives the page an accent colour of tokens.css; its own, turquoise, stands without the attribute. */
export function paintColour(colour: string | null | undefined): void {
  const { dataset } = document.documentElement;
  if (colour && colour !== 'turquoise') dataset.colour = colour;
  else delete dataset.colour;
}
