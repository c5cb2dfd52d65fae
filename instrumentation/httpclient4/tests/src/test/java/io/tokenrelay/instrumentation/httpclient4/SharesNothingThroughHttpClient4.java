package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.testing.SharesNoAnswers;
import java.io.IOException;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpHead;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.util.EntityUtils;

/** What every client with the caching module of HttpClient 4 must do. */
abstract class SharesNothingThroughHttpClient4 extends SharesNoAnswers {
  /** A client with a pool of connections and a cache. */
  protected abstract HttpClient client();

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected Answer send(String method, String url, String... headers) throws IOException {
    HttpUriRequest request =
        method.equals("POST")
            ? new HttpPost(url)
            : method.equals("HEAD") ? new HttpHead(url) : new HttpGet(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    HttpResponse response = client().execute(request);
    String body = response.getEntity() == null ? null : EntityUtils.toString(response.getEntity());
    Answer answer = new Answer(response.getStatusLine().getStatusCode(), body);
    for (Header header : response.getAllHeaders()) {
      answer.with(header.getName(), header.getValue());
    }
    return answer;
  }
}
