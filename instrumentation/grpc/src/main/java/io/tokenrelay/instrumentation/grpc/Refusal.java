package io.tokenrelay.instrumentation.grpc;

import io.grpc.Status;
import io.tokenrelay.instrumentation.spi.Rejection;

/**
 * The status with which a call is rejected. Descriptions are fixed and reveal nothing of the token.
 */
final class Refusal {
  private Refusal() {}

  static Status of(Rejection rejection) {
    switch (rejection.kind()) {
      case MISSING:
        return Status.UNAUTHENTICATED.withDescription("a bearer token is required");
      case MALFORMED:
        return Status.INVALID_ARGUMENT.withDescription("the bearer token is malformed");
      case INSUFFICIENT:
        return Status.PERMISSION_DENIED.withDescription("the bearer token does not permit this");
      case UNAVAILABLE:
        return Status.UNAVAILABLE.withDescription(
            "this service cannot check bearer tokens at the moment");
      case EXHAUSTED:
        return Status.RESOURCE_EXHAUSTED.withDescription("too many failed verifications");
      case INVALID:
      default:
        return Status.UNAUTHENTICATED.withDescription("the bearer token is not valid");
    }
  }
}
