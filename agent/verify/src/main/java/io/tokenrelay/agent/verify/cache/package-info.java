/**
 * The caches of good and of bad tokens. Loaded with the first token or the first keys, since it
 * needs Caffeine.
 */
package io.tokenrelay.agent.verify.cache;
