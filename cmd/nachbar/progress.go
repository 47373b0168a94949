package main

import (
	"fmt"
	"os"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/kaaw/nachbar/internal/site"
)

// progress shows how far a build is: a bar on a terminal, a few plain lines in
// a log, nothing with --quiet.
type progress struct {
	app *app

	mu    sync.Mutex
	stage string
	said  int // quarters of the stage that a log was told
	bars  *mpb.Progress
	bar   *mpb.Bar
}

// fewFiles is the number of files below which a log is told nothing.
const fewFiles = 1000

func (a *app) progress() *progress {
	p := &progress{app: a}
	if file, ok := a.err.(*os.File); ok && !a.quiet && term.IsTerminal(int(file.Fd())) {
		p.bars = mpb.New(mpb.WithOutput(file), mpb.WithWidth(48))
	}
	return p
}

// step is site.Options.Progress.
func (p *progress) step(stage string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.app.quiet:
	case p.bars != nil:
		p.draw(stage, done, total)
	case total >= fewFiles:
		p.tell(stage, done, total)
	}
}

func (p *progress) draw(stage string, done, total int) {
	if stage != p.stage {
		p.closeBar()
		p.stage = stage
		p.bar = p.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(p.app.t("progress."+stage), decor.WCSyncSpaceR)),
			mpb.AppendDecorators(decor.CountersNoUnit("%d / %d")))
	}
	p.bar.SetCurrent(int64(done))
}

func (p *progress) closeBar() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bar = nil
	}
}

func (p *progress) tell(stage string, done, total int) {
	if stage != p.stage {
		p.stage, p.said = stage, 0
	}
	if quarter := 4 * done / total; quarter > p.said && stage == site.StageRender {
		p.said = quarter
		fmt.Fprintln(p.app.err, p.app.t("progress.line", "stage", p.app.t("progress."+stage),
			"done", p.app.text.Number(done), "total", p.app.text.Number(total)))
	}
}

// end removes the bar.
func (p *progress) end() {
	p.mu.Lock()
	p.closeBar()
	bars := p.bars
	p.mu.Unlock()
	if bars != nil {
		bars.Wait()
	}
}
