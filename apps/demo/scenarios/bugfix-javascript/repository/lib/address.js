"use strict";

/** How a reader is addressed in a letter. */
function greeting(reader) {
  return `Dear ${reader.name.trim()}`;
}

/** Where a reminder goes to: e-mail addresses in lower case, so that one reader gets one letter. */
function addressOf(reader) {
  return reader.email.toLowerCase().trim();
}

module.exports = { greeting, addressOf };
