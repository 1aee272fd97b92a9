"use strict";

const DAY = 24 * 60 * 60 * 1000;

/** Whole days from one ISO day to another; negative when the second lies before the first. */
function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

module.exports = { daysBetween };
