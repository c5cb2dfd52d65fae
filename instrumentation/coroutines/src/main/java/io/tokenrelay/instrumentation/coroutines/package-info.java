/**
 * Kotlin coroutines 1.0 and later. A coroutine may be resumed on any thread, by its dispatcher or
 * by whatever it waited for; so its context gets an element that opens its launcher's identity
 * around each step, with the library's own mechanism for thread-locals.
 */
package io.tokenrelay.instrumentation.coroutines;
