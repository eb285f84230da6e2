package clock

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestWaitLastsProtocolTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, start := Scaled(50), time.Now()
		if err := c.Wait(t.Context(), 100*time.Second); err != nil {
			t.Fatal(err)
		}
		if real := time.Since(start); real != 2*time.Second {
			t.Errorf("100 s of protocol time took %s at factor 50", real)
		}
		if got := c.Since(start); got != 100*time.Second {
			t.Errorf("the clock says that %s have passed", got)
		}
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := Real().Wait(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}
