// Deliveries through Supabase's REST API, for functions that start for each of them
export { createRestDeliveries } from "./rest/create-rest-deliveries.ts";
