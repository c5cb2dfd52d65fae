/**
 * OkHttp 3.0 and later, 4 and 5.
 *
 * <p>A call carries the token of the thread that created it, whichever thread runs it: the
 * dispatcher promotes queued calls on whichever worker has just finished, which may have served
 * another user. The header is written where a request goes to the wire, below the application's
 * interceptors, redirects and retries: each hop is decided anew, and no object that the application
 * or OkHttp keeps ever holds it.
 *
 * <p>OkHttp's cache, which sits above, keeps nothing that our header fetched ({@link
 * io.tokenrelay.instrumentation.okhttp3.CacheWriteAdvice}).
 */
package io.tokenrelay.instrumentation.okhttp3;
