/**
 * Kotlin coroutines 1.0 and later. A coroutine is resumed on whichever thread comes by, by its
 * dispatcher or by whoever it has waited for; so its context has an element that opens the identity
 * of its launcher around each of its steps, by the library's own means for thread-locals.
 */
package io.tokenrelay.instrumentation.coroutines;
