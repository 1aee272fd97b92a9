/** What an issue has to answer before it can be built. The Product Owner asks what the repository does not answer already. */
export const questions: readonly string[] = [
  "Which data about patients does it need, field by field, and could it do with less, or with none that identifies anybody?",
  "Who may see it: which role, for which patients, on the ground of which treatment relationship?",
  "On which legal basis is it processed: treatment, consent, law or research; and what happens when consent is withdrawn?",
  "What does the access log say about it, and who looks at that log?",
  "Which FHIR resources and version carry it (Patient, Encounter, Observation, MedicationRequest, Consent, …), and which code systems: SNOMED CT, LOINC, ICD-10, UCUM?",
  "What must still work in an emergency: is there a break-glass access, and who reviews its use afterwards?",
  "How wrong may it be: what harm follows from a value that is late, missing, of another patient, or in another unit?",
  "How long is it kept, and what happens to it when a record is corrected, merged with another or deleted?",
  "Could it count as a medical device (it informs diagnosis or therapy), and who decides that?",
];

/** What every change has to keep. The Developer reads this before it writes code. */
export const rules: readonly string[] = [
  "No data of patients in logs, errors, analytics, addresses of pages, commit messages, fixtures or prompts; only opaque ids. Test patients are invented and look it.",
  "Minimum necessary: queries name the fields they need, and interfaces give no more than the screen shows.",
  "Every read and write of a patient's data is authorised for this user and this patient on the server, and leaves an audit event (who, whom, what, when, why), also when it is refused.",
  "Consent is asked at the moment of use, not remembered from the moment of login; without an answer the answer is no.",
  "A quantity has a value, a UCUM unit and a time. Units are converted in one place, with tests; an unknown unit is an error, never a guess.",
  "Missing is not zero, not negative and not normal: unknown, not asked and refused are values of their own.",
  "Clinical records are versioned, never overwritten: a correction keeps what was there, with author, time and reason.",
  "Patients are matched by identifiers within their system (Patient.identifier with its system), never by name and date of birth alone.",
  "Data is encrypted in transit and at rest; keys and exports never leave the region the data must stay in.",
];
