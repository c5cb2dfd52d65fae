package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import java.util.concurrent.CompletableFuture;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

/** Retrofit, blocking and with a callback. */
final class OfRetrofit {
  interface Orders {
    @GET
    Call<ResponseBody> get(@Url String url);
  }

  private OfRetrofit() {}

  static Library[] all() {
    Orders orders = new Retrofit.Builder().baseUrl("http://orders/").build().create(Orders.class);
    return new Library[] {
      new Library("Retrofit", url -> orders.get(url).execute().body().close()),
      new Library("Retrofit, async", url -> later(orders.get(url)).get())
    };
  }

  private static CompletableFuture<String> later(Call<ResponseBody> call) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback<ResponseBody>() {
          @Override
          public void onResponse(Call<ResponseBody> answered, Response<ResponseBody> response) {
            response.body().close();
            answer.complete("");
          }

          @Override
          public void onFailure(Call<ResponseBody> failed, Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }
}
