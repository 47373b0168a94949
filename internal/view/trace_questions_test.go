package view

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// asked is one thing that layouts do with a page, as text.
type asked func(*Page) string

// show writes an answer down, with all that a layout can read of it at once.
func show(v reflect.Value) string {
	if !v.IsValid() {
		return "none"
	}
	switch answer := v.Interface().(type) {
	case *Page:
		return card(answer)
	case time.Time:
		return answer.String()
	}
	var b strings.Builder
	switch v.Kind() {
	case reflect.Pointer:
		return show(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			b.WriteString(show(v.Index(i)) + "\n")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b.WriteString(show(v.Field(i)) + " ")
			}
		}
	default:
		return fmt.Sprint(v.Interface())
	}
	return b.String()
}

// card is what a layout shows of another page.
func card(p *Page) string {
	if p == nil {
		return "none"
	}
	return fmt.Sprint(p.Title(), p.URL(), p.Description(), p.Kind(), p.Date(), p.Lastmod(), p.TLP(), p.BCMS(), p.Roles(), p.Step(), p.By(), p.Notes(), p.StepTitle(), p.StepResult(),
		p.Tags(), p.Event(), p.Review(), p.IsSection(), p.Section(), p.Path(), p.Source(), p.Summary(), p.Canonical(), p.Alternates(), p.HasLevel("reaktiv"))
}

// methods are all methods of a type that layouts can call without arguments.
func methods(t reflect.Type) []string {
	var names []string
	for i := range t.NumMethod() {
		if m := t.Method(i); m.Type.NumIn() == 1 && m.Name != "Site" {
			names = append(names, m.Name)
		}
	}
	return names
}

func call(receiver any, method string) string {
	return show(reflect.ValueOf(receiver).MethodByName(method).Call(nil)[0])
}

// askAround is every question that a layout can ask the pages around.
func askAround() []asked {
	var questions []asked
	around := []func(*Page) *Page{
		(*Page).Parent, (*Page).Prev, (*Page).Next,
		func(p *Page) *Page { return p.Site().Home() },
		func(p *Page) *Page { return p.Site().Section("s") },
		func(p *Page) *Page { return p.Site().Section("leitfaden/a") },
		func(p *Page) *Page { return first(p.Children()) },
		func(p *Page) *Page { return first(p.Site().Latest("news", 2)) },
	}
	for _, name := range methods(reflect.TypeFor[*Page]()) {
		for _, from := range around {
			questions = append(questions, func(p *Page) string {
				if other := from(p); other != nil {
					return call(other, name)
				}
				return "none"
			})
		}
	}
	return questions
}

// askItself is every other question that a layout can ask: every method of the
// page and of the site, and what functions and Markdown ask.
func askItself(w *world) []asked {
	var questions []asked
	for _, name := range methods(reflect.TypeFor[*Site]()) {
		questions = append(questions, func(p *Page) string { return call(p.Site(), name) })
	}
	for _, name := range methods(reflect.TypeFor[*Page]()) {
		questions = append(questions, func(p *Page) string { return call(p, name) })
	}
	body := func(p *Page) string { // which nearly every layout shows
		text, _, err := p.p.Read(w.files)
		if err != nil || p.p.Source == "" {
			return fmt.Sprint(err)
		}
		problems := p.c.RenderBody(text)
		return fmt.Sprint(string(p.Body()), p.TOC(), p.Summary(), p.Words(), problems)
	}
	return append(questions,
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Latest("news", 2))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Upcoming(2))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Path("reaktiv"))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Menu("main"))) },
		func(p *Page) string {
			out := ""
			for _, dest := range []string{"a.md", "../s/b.md", "/leitfaden/a/", "plan.pdf", "/s/plan.pdf", "/favicon.svg", "none.md", "b.md", "/a-z/"} {
				link, err := p.c.Link(dest)
				out += fmt.Sprint(link, err)
			}
			return out
		},
		func(p *Page) string {
			img, err := p.c.Image("/logo.png")
			return fmt.Sprint(img, err)
		},
		body, body, body, body, body, body,
		func(p *Page) string {
			asset, err := p.c.Asset("x.css")
			return fmt.Sprint(asset, err)
		},
		func(p *Page) string {
			value, err := p.c.Data("rollen")
			return fmt.Sprint(value, err)
		},
		func(p *Page) string { return p.c.T("feed.news", nil) },
		func(p *Page) string { return string(p.c.Markdown("Siehe [A](/leitfaden/a.md) zur BIA.")) },
	)
}

func first(pages []*Page) *Page {
	if len(pages) == 0 {
		return nil
	}
	return pages[0]
}
