import { ProductOwnerAgent } from "@osorganicai/agents-po";
import { questions } from "./checklist.ts";

/** Knows what matters where patients' data is kept. */
export default class HealthcareProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `This product keeps data about patients, for people who treat them.
- Health data is protected by law: HIPAA in the United States, Article 9 GDPR in Europe. Minimum necessary, purpose bound, access audited.
- Safety comes before convenience: a wrong value of a wrong patient does harm, and somebody acts on what is shown, tired and in a hurry.
- Systems exchange FHIR resources; what has a code in SNOMED CT, LOINC or ICD-10 is never free text alone.
- Patients may see who accessed their record, withdraw consent, and ask for correction.
- Issues are public to everybody with access to the repository: ask for invented examples, and say so when an issue seems to hold data of a real person.

Before an issue is clear it answers, as far as it touches them:
${questions.map((question) => `- ${question}`).join("\n")}`;
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nNever repeat what could identify a patient, not even to ask about it. Give one acceptance criterion for access that must be refused.`;
  }
}
