// Probot: the signature is checked, nothing is stored.
import { createProbotListener } from "./create-probot-listener.ts";
import { serve } from "./serve.ts";

serve(await createProbotListener(async () => {}));
