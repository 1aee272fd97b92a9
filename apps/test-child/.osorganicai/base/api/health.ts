export { GET } from "@osorganicai/instance/health";
