/**
 * Turns texts into vectors, by what LangChain calls `Embeddings`: an instance of any of its classes will do.
 *
 * @example
 * const embedder: Embedder = { model: "openai:text-embedding-3-small", embeddings: new OpenAIEmbeddings() };
 */
export interface Embedder {
  /** Names the model and whatever else changes its vectors. Vectors of different names are never compared. */
  readonly model: string;
  readonly embeddings: Embeddings;
}

/** The two methods of LangChain's class of this name that are used. https://docs.langchain.com/oss/javascript/integrations/text_embedding */
export interface Embeddings {
  /** A vector for each text, in their order, all of one length. */
  embedDocuments(texts: string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
}
