export { POST } from "@osorganicai/instance/webhooks";
