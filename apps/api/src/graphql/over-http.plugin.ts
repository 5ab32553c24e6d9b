import type { ApolloServerPlugin, BaseContext } from '@apollo/server';

/**
 * The status that the GraphQL over HTTP specification asks for: whoever accepts only `application/json` gets 200 for
 * every request that could be read, with what is wrong in `errors`.
 */
export const graphqlOverHttp: ApolloServerPlugin<BaseContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response, source }) => {
      const accepts = request.http?.headers.get('accept') ?? '';
      if (accepts.includes('application/graphql-response+json')) return;
      if (source && response.http.status === 400) response.http.status = 200;
    },
  }),
};
