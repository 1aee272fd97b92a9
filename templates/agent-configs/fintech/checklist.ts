/** What an issue has to answer before it can be built. The Product Owner asks what the repository does not answer already. */
export const questions: readonly string[] = [
  "Which accounts are debited and which are credited, entry by entry, and does every transaction sum to zero?",
  "What happens when the same request arrives twice: what is its idempotency key, and for how long does it hold?",
  "Which currencies occur, how many minor units does each have (JPY 0, EUR 2, KWD 3), and which way is rounded, and when?",
  "Where does an exchange rate come from, at which moment is it fixed, and who bears the difference?",
  "Which day does it count for: booking date and value date, in which time zone, and what about bank holidays and cut-off times?",
  "Does it need strong customer authentication under PSD2, or which exemption applies (low value, trusted beneficiary, merchant-initiated)?",
  "Which limits apply per transaction, day and customer, and who may raise them, with whose second approval?",
  "How is it undone: reversal, refund or chargeback, until when, and what does the customer's statement say then?",
  "Which identity, sanctions or anti-money-laundering checks come first, and what happens while their answer is outstanding?",
];

/** What every change has to keep. The Developer reads this before it writes code. */
export const rules: readonly string[] = [
  "Money is an integer of minor units with its ISO 4217 currency, or a decimal type; never a float, and never added across currencies.",
  "The ledger is double entry and append-only: entries of a transaction sum to zero, and a mistake is corrected by a reversing entry, never by an update.",
  "A balance is derived from entries. Where it is cached, entry and balance change in one database transaction.",
  "Whatever moves money takes an idempotency key, stored with its result before the outside world is asked; a repeated key with another payload is refused.",
  "When money is divided, the remainder is assigned by a written rule (largest remainder, or the first share), so that parts always sum to the whole.",
  "A payment whose outcome is unknown after a time-out is pending, not failed: look it up before trying again.",
  "Who did what, when, from where and why is written to an audit trail in the same transaction; nobody can change or delete it, not even administrators.",
  "Account numbers, card numbers and identity documents appear in logs and errors only masked, in tests only as published test numbers.",
  "Time comes from outside as UTC; booking days are computed in the ledger's time zone with tests at midnight, month ends and clock changes.",
];
