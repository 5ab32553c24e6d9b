import { type ApolloServerPlugin, type BaseContext, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, type CompiledQuery, isCompiledQuery } from 'graphql-jit';

/** Most documents that are kept compiled; the one used longest ago goes first. */
const MOST_KEPT = 300;

/** A document is compiled when it comes for this many times: what is asked once is not worth it. */
const WORTH_COMPILING = 3;

type Format = (formatted: GraphQLFormattedError, raw: unknown) => GraphQLFormattedError;

/** The documents that come often, compiled. */
class CompiledDocuments {
  private readonly kept = new Map<string, CompiledQuery | null>();
  private readonly seen = new Map<string, number>();

  /** The compiled form of a document; null when it has not come often enough, or cannot be compiled. */
  get(
    key: string,
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: string | null,
  ): CompiledQuery | null {
    let compiled = this.kept.get(key);
    if (compiled === undefined) {
      const times = (this.seen.get(key) ?? 0) + 1;
      if (times < WORTH_COMPILING) {
        if (this.seen.size > 10 * MOST_KEPT) this.seen.clear();
        this.seen.set(key, times);
        return null;
      }
      const made = compileQuery(schema, document, operation ?? undefined);
      compiled = isCompiledQuery(made) ? made : null;
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    }
    this.kept.delete(key);
    this.kept.set(key, compiled);
    return compiled;
  }
}

/**
 * Answers documents that come often from compiled code instead of walking them anew. Parsing, validation and limits
 * have happened before; errors leave by the same `format` as everywhere.
 */
export function compiledDocuments(format: Format): ApolloServerPlugin<BaseContext> {
  const documents = new CompiledDocuments();
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({
        schema,
        document,
        operation,
        queryHash,
        request,
        contextValue,
        ...rest
      }) => {
        const operationName = rest.operationName ?? null;
        const compiled = documents.get(`${queryHash}/${operationName}`, schema, document, operationName);
        // Wrong variables are left to graphql-js, whose messages name the field.
        const variables = request.variables ?? {};
        const wrong = getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors;
        if (!compiled || wrong) return null;
        const { data, errors } = (await compiled.query(
          undefined,
          contextValue,
          variables,
        )) as ExecutionResult;
        const shown = errors?.map((error) => formattedBy(format, error));
        return {
          http: { status: 200, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: shown ? { data: data ?? null, errors: shown } : { data } },
        };
      },
    }),
  };
}

function formattedBy(format: Format, error: GraphQLError): GraphQLFormattedError {
  const { message, nodes, path, originalError, extensions } = error;
  return format(new GraphQLError(message, { nodes, path, originalError, extensions }).toJSON(), error);
}
