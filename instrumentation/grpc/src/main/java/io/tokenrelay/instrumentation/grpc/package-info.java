/**
 * gRPC 1.6 and later, both ends. A server hands over each call before any interceptor of the
 * application; a client's call carries the token of the thread that created it.
 *
 * <p>Both ends are woven in {@code grpc-core}, below every stub and above every transport, so
 * Netty, its shaded copy, OkHttp and the in-process transport need no weaving of their own.
 */
package io.tokenrelay.instrumentation.grpc;
