package clean

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// relations reads the relations of a part, "" for the whole file.
func (p *pack) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	name := dir + "_rels/" + file + ".rels"
	if !p.a.Has(name) {
		return nil, nil
	}
	t, err := p.load(p.a, name)
	if err != nil {
		return nil, err
	}
	var list []relation
	for _, n := range t.root.kids {
		if n.name != "rel:Relationship" {
			continue
		}
		r := relation{id: n.attr("Id"), kind: path.Base(n.attr("Type")), target: n.attr("Target"), external: strings.EqualFold(n.attr("TargetMode"), "External")}
		if slices.ContainsFunc(list, func(o relation) bool { return o.id == r.id }) {
			return nil, refused("office-archive", name, fmt.Errorf("two relations %q", r.id))
		}
		if !r.external && !strings.HasPrefix(r.target, "#") {
			target := strings.ReplaceAll(r.target, `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			r.target = strings.TrimPrefix(path.Clean(target), "/")
		}
		list = append(list, r)
	}
	return list, nil
}

func (p *pack) kind(name string) (partKind, bool) {
	if kind, known := p.kinds[name]; known {
		return kind, true
	}
	kind, known := sharedKinds[name]
	return kind, known
}

// sort decides which relations of a part stay.
func (p *pack) sort(links []relation) map[string]bool {
	kept := map[string]bool{}
	for _, r := range links {
		kind, known := p.kind(r.kind)
		switch {
		case r.kind == "customXml" && !p.isStore(r.target):
			p.leaveOut(r)
		case r.kind == "hyperlink" && (r.external && parts.SafeLink(r.target) || strings.HasPrefix(r.target, "#")):
			kept[r.id] = true
		case known && !r.external && !kind.only && p.a.Has(r.target):
			kept[r.id] = true
		default:
			p.leaveOut(r)
		}
	}
	return kept
}

// follow writes the parts that a part leads to.
func (p *pack) follow(name string, links []relation, kept, used map[string]bool) error {
	var out []relation
	for _, r := range links {
		kind, _ := p.kind(r.kind)
		if !kept[r.id] || !used[r.id] && !kind.implied {
			continue
		}
		if r.kind != "hyperlink" {
			target, err := p.write(r.target, kind)
			if err != nil {
				return err
			}
			if target == "" {
				continue
			}
			r.target = target
		}
		out = append(out, r)
	}
	p.rels[name] = out
	return nil
}

// usedIDs are the relations that a tree names.
func usedIDs(root *node) map[string]bool {
	used := map[string]bool{}
	root.each(func(n *node) {
		for _, a := range n.attrs {
			if strings.HasPrefix(a.name, "r:") {
				used[a.value] = true
			}
		}
	})
	return used
}

// leaveOut lists a relation that is not written.
func (p *pack) leaveOut(r relation) {
	switch {
	case r.kind == "officeDocument" || strings.HasSuffix(r.kind, "-properties") && !r.external:
	case r.kind == "hyperlink":
		p.note("link", r.target)
	case r.external && r.kind == "attachedTemplate":
		p.note("template", r.target)
	case r.external:
		p.note("external", r.target)
	default:
		p.said[strings.ToLower(r.target)] = true
		id, known := droppedKinds[r.kind]
		if !known {
			id = byName(r.target)
		}
		if id != "" {
			p.note(id, path.Base(r.target))
		}
	}
}

// unreached lists the parts that no relation led to.
func (p *pack) unreached() {
	for _, name := range p.a.Names() {
		if _, written := p.names[name]; written || p.said[name] || p.a.IsFolder(name) || strings.HasSuffix(name, ".rels") || name == "[content_types].xml" {
			continue
		}
		if id := byName(name); id != "" {
			p.part = name
			p.note(id, "")
		}
	}
}
