/** The public-key operations themselves: one key with one algorithm, on raw bytes. */
package io.tokenrelay.agent.verify.signature;
