/**
 * Decides whether a token may be trusted: form, keys, signature, claims, and the caches that make
 * the second sight of a token cheap. Lives in the agent loader. Knows the domain's {@code Token};
 * knows nothing of weaving. Nimbus and Caffeine are touched by the first token or by the keys
 * fetched in the background, never by {@link CachingTokenVerifier#create}.
 */
package io.tokenrelay.agent.verify;
