// A child's test where @osorganicai/testing is not installed.
import { startTestInstance } from "@osorganicai/instance/testing";

const started = startTestInstance({ config: { name: "my-shop" }, script: {}, repositories: [] });
console.log(JSON.stringify(await started.catch(({ code, message }) => ({ code, message }))));
