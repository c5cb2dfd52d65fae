/** Each promise attacked from outside, one class for each kind of fault. */
@NullMarked
package io.tokenrelay.smoke.attacks;

import org.jspecify.annotations.NullMarked;
