package com.example.attacked;

import java.io.IOException;
import org.apache.http.client.protocol.HttpClientContext;

/** An interceptor makes a call of its own, to somebody else, with the context of the outer call. */
final class NestedCalls {
  private static final String INNER = "inner-call";

  private NestedCalls() {}

  /**
   * @param inner where the interceptor calls
   */
  static Client make(String library, String inner) {
    return library.equals("httpclient4") ? apache4(inner) : apache5(inner);
  }

  private static Client apache4(String inner) {
    org.apache.http.impl.client.CloseableHttpClient[] client = {null};
    client[0] =
        org.apache.http.impl.client.HttpClients.custom()
            .addInterceptorLast(
                (org.apache.http.HttpRequest request,
                    org.apache.http.protocol.HttpContext context) -> {
                  if (context.getAttribute(INNER) == null) {
                    context.setAttribute(INNER, true);
                    client[0]
                        .execute(new org.apache.http.client.methods.HttpGet(inner), context)
                        .close();
                  }
                })
            .build();
    return url ->
        client[0].execute(
            new org.apache.http.client.methods.HttpGet(url),
            response -> org.apache.http.util.EntityUtils.toString(response.getEntity()),
            HttpClientContext.create());
  }

  private static Client apache5(String inner) {
    org.apache.hc.client5.http.impl.classic.CloseableHttpClient[] client = {null};
    client[0] =
        org.apache.hc.client5.http.impl.classic.HttpClients.custom()
            .addRequestInterceptorLast(
                (request, entity, context) -> {
                  if (context.getAttribute(INNER) == null) {
                    context.setAttribute(INNER, true);
                    call(client[0], inner, context);
                  }
                })
            .build();
    return url ->
        call(client[0], url, org.apache.hc.client5.http.protocol.HttpClientContext.create());
  }

  private static String call(
      org.apache.hc.client5.http.impl.classic.CloseableHttpClient client,
      String url,
      org.apache.hc.core5.http.protocol.HttpContext context)
      throws IOException {
    return client.execute(
        new org.apache.hc.client5.http.classic.methods.HttpGet(url),
        context,
        response -> org.apache.hc.core5.http.io.entity.EntityUtils.toString(response.getEntity()));
  }
}
