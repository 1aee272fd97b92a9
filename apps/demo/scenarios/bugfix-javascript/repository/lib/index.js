"use strict";

const { addressOf, greeting } = require("./address.js");
const { daysBetween } = require("./days.js");

/** One reminder for every loan that is overdue, the oldest first. */
function remindersFor(loans, today) {
  return loans
    .filter((loan) => daysBetween(loan.due, today) > 0)
    .sort((a, b) => Date.parse(a.due) - Date.parse(b.due))
    .map((loan) => reminderFor(loan, today));
}

function reminderFor(loan, today) {
  const days = daysBetween(loan.due, today);
  return {
    to: addressOf(loan.reader),
    text: `${greeting(loan.reader)}, "${loan.title}" has been due for ${days} ${days === 1 ? "day" : "days"}.`,
  };
}

module.exports = { remindersFor };
