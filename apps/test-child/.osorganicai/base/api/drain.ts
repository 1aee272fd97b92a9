import { createDrainRoute } from "@osorganicai/instance/drain";
import config from "../osorganicai.config.ts";

export const { GET, POST } = createDrainRoute(config);
