/**
 * A class for elements of which a page has hundreds, left out where there is none: an undefined property is sent to the browser
 * like any other.
 */
export function classed(className: string | false | undefined) {
  return className ? { className } : undefined;
}
