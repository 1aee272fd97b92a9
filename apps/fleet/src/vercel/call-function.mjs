// Calls a built function as Vercel would. Arguments: its file, and the request as JSON. Prints the answer as JSON.
const [file, request] = process.argv.slice(2);
const { method, headers, body } = JSON.parse(request);
const handlers = await import(file);
const answer = await handlers[method](new Request("https://my-shop.example/api", { method, headers, body }));
console.log(JSON.stringify({ status: answer.status, body: await answer.json() }));
process.exit();
